using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>The installation of a peer in memory. All decisions are its entity's behaviours.</summary>
internal sealed class OwnInstallation(InstallationState initial, OwnIdentity identity, ISecp256k1 curve)
{
    /// <summary>The identity, and what was chosen about its devices.</summary>
    public OwnIdentity Identity => identity;

    public InstallationState State { get; private set; } = initial;

    /// <summary>Our side for sending: the prekey renewed if it is due, the bundle signed now.</summary>
    public OwnDevice SigningDevice(Turn turn) =>
        Take(state => Installation.GetDevice(state with { Bundle = null }, identity, turn)).Result;

    /// <summary>Our side for receiving: as it is, and nothing drawn for it.</summary>
    public OwnDevice ReceivingDevice() =>
        new(
            State.Key,
            identity.KeyPair,
            State.Bundle ?? BundleSigner.Sign(curve, identity.KeyPair, [], timestampNanoseconds: 0),
            State.Prekeys
        )
        {
            Siblings = State.Siblings,
            Settings = identity.Settings,
        };

    /// <summary>Runs a behaviour and keeps the state it leaves.</summary>
    public Step<InstallationState, TResult> Take<TResult>(
        Func<InstallationState, Step<InstallationState, TResult>> behaviour
    )
    {
        var step = behaviour(State);
        State = step.State;
        return step;
    }
}
