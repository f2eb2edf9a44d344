using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Operations;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.PeerDriver;

/// <summary>Answers requests: finds the operation, puts its result or its error into a reply. Knows no stream.</summary>
internal sealed class Driver
{
    private readonly FrozenDictionary<string, Operation> operations;
    private readonly ISecp256k1 curve;

    public Driver(ISecp256k1 curve, TimeProvider time)
    {
        this.curve = curve;
        var peers = new PeerRegistry();
        var keys = new TopicKeyCache();
        var frames = new FrameOperations(peers, keys, curve, time);
        var applications = new ApplicationOperations(peers, curve, time);
        IOperations[] families =
        [
            new PeerOperations(peers, curve, time),
            new BundleOperations(peers, curve, time),
            new EncryptionOperations(peers, curve, time),
            new DeviceOperations(peers, curve),
            new TopicOperations(peers, keys, curve, time),
            frames,
            applications,
            new SendingOperations(peers, frames, applications, time),
            new ReceivingOperations(peers, frames, applications, time),
            new AnnouncementOperations(peers, time),
            new GroupOperations(peers, curve, time),
        ];
        operations = families
            .SelectMany(family => family.Operations)
            .Append(new("hello", _ => Hello()))
            .Append(new("quit", _ => Quit()))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether a request to quit has been answered.</summary>
    public bool HasQuit { get; private set; }

    /// <summary>The reply to a line.</summary>
    public string Answer(string line)
    {
        Request? request = null;
        try
        {
            request = Parse(line);
            return Reply(request.Id, ok: true, Find(request)(request));
        }
        catch (DriverException error)
        {
            var body = new JsonObject
            {
                ["error"] = error.Kind,
                ["message"] = error.Message,
                ["events"] = error.Events,
            };
            return Reply(request?.Id, ok: false, body.WithoutNulls());
        }
#pragma warning disable CA1031 // A bug is an answer as well: kind "internal" says so, and the next request is another one.
        catch (Exception bug)
        {
            var body = new JsonObject { ["error"] = ErrorKind.Internal, ["message"] = bug.ToString() };
            return Reply(request?.Id, ok: false, body);
        }
#pragma warning restore CA1031
    }

    private static string Reply(JsonNode? id, bool ok, JsonObject body)
    {
        var reply = new JsonObject { ["ok"] = ok }.And(body);
        if (id is not null)
            reply.Insert(0, "id", id);
        return reply.ToJsonString();
    }

    private Request Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new Request(document.RootElement.Clone(), curve);
        }
        catch (JsonException malformed)
        {
            throw Request.Bad(malformed.Message);
        }

        throw Request.Bad("a request is an object");
    }

    private Operation Find(Request request) =>
        request.OptionalText("op") is { } name && operations.TryGetValue(name, out var operation)
            ? operation
            : throw Request.Bad($"unknown op {request.OptionalText("op")}");

    private JsonObject Hello() =>
        new()
        {
            ["peer"] = "wakugrains",
            ["version"] = 1,
            ["ops"] = Replies.Texts(operations.Keys.Order(StringComparer.Ordinal)),
            ["types"] = ApplicationOperations.Types(),
        };

    private JsonObject Quit()
    {
        HasQuit = true;
        return [];
    }
}
