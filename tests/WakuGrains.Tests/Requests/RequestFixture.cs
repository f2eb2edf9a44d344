using MediatR;
using Microsoft.Extensions.Time.Testing;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Requests;

/// <summary>A silo with one bot, shared by the cases of a class; a refused request must leave it as it was.</summary>
public sealed class RequestFixture : IAsyncLifetime
{
    internal MemorySilo Silo { get; } = new(new FakeTimeProvider(new TestWorld().Now), new SeededRandom(3));

    internal IdentityInfo Bot { get; private set; } = null!;

    internal string Peer { get; } = new TestWorld(4).NewKeyPair().PublicKey.ToString();

    public async ValueTask InitializeAsync() => Bot = await Silo.OpenAsync("bot");

    public ValueTask DisposeAsync()
    {
        Silo.Dispose();
        return ValueTask.CompletedTask;
    }

    internal async Task RefusesAsync<T>(IRequest<T> request, string field, string code)
    {
        var before = Silo.Store.Contents;
        var refused = await Should.ThrowAsync<InvalidRequestException>(() => Silo.Mediator.Send(request));
        refused.Field.ShouldBe(field);
        refused.Code.ShouldBe(code);
        refused.Message.ShouldEndWith(".");
        Silo.Store.Contents.ShouldBeSameAs(before);
    }
}
