using System.Text;
using WakuGrains.PeerDriver;
using WakuGrains.Protocol.Primitives;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var requests = new StreamReader(Console.OpenStandardInput(), utf8);
await using var replies = new StreamWriter(Console.OpenStandardOutput(), utf8) { NewLine = "\n" };
var driver = new Driver(Secp256k1Provider.Select(CryptoPreference.Auto).Curve, TimeProvider.System);
await new RequestLoop(requests, replies, driver).RunAsync();
