namespace WakuGrains.Benchmarks.Ratchet;

/// <summary>Medians in microseconds, measured in interleaved rounds of one run.</summary>
/// <param name="Crypto">The curve library in use: native or managed.</param>
/// <param name="EcdhMicros">One Diffie-Hellman with it.</param>
/// <param name="NativeEcdhMicros">One Diffie-Hellman with the native library: U. Null on a machine without it.</param>
/// <param name="PingPongMicros">Encrypt and decrypt 256 bytes when each message turns the ratchet.</param>
/// <param name="BurstMicros">Encrypt and decrypt 256 bytes, all in one direction.</param>
/// <param name="SetupMicros">
/// X3DH on both sides: bundle signed, read and verified, first message encrypted and decrypted.
/// </param>
internal sealed record RatchetFigures(
    string Crypto,
    double EcdhMicros,
    double? NativeEcdhMicros,
    double PingPongMicros,
    double BurstMicros,
    double SetupMicros
);
