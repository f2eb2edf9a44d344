using WakuGrains.Messages;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Requests;

/// <summary>To begin anew with a peer, as often as one likes.</summary>
public sealed class ResetRequestTests(RequestFixture fixture) : IClassFixture<RequestFixture>
{
    [Fact]
    public async Task Every_one_draws_a_prekey_that_no_peer_knows_yet()
    {
        var peers = new[] { fixture.Peer, new TestWorld(5).NewKeyPair().PublicKey.ToString() };
        foreach (var peer in peers)
            await SendAsync(peer);
        var before = await PrekeyVersionAsync();

        foreach (var peer in peers.Append(peers[0]))
            await fixture.Silo.Mediator.Send(new ResetSession(fixture.Bot.Key, peer), Cancellation);

        (await PrekeyVersionAsync()).ShouldBe(before + 3);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<SendReceipt> SendAsync(string peer) =>
        fixture.Silo.Mediator.Send(
            new SendMessage(fixture.Bot.Key, peer, new OutboundContent.Text("hello"), null),
            Cancellation
        );

    private async Task<uint> PrekeyVersionAsync() =>
        (await fixture.Silo.Mediator.Send(new ListInstallations(fixture.Bot.Key), Cancellation))[0].PrekeyVersion;
}
