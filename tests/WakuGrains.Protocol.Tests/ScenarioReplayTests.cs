using System.Text.Json;
using System.Text.Json.Nodes;
using WakuGrains.Vectors;

namespace WakuGrains.Protocol.Tests;

/// <summary>The replay of recorded scenarios notices every change of what was recorded.</summary>
public sealed class ScenarioReplayTests
{
    private const string File = "go-scenarios.json";
    private const string Named = "bundle_x3dh";

    // get_bundle by bob, process_bundle by alice, send by alice, receive by bob.
    [Theory]
    [InlineData("#0 get_bundle by bob", 0, "bundle")]
    [InlineData("#0 get_bundle by bob", 0, "draws", 0, "hex")]
    [InlineData("#1 process_bundle by alice", 1, "changed", "installations", 0, "timestamp")]
    [InlineData("#2 send by alice", 2, "wire")]
    [InlineData("#2 send by alice", 2, "shared_secret")]
    [InlineData("#2 send by alice", 2, "draws", 1, "hex")]
    [InlineData("#2 send by alice", 2, "changed", "sessions", 0, "root")]
    [InlineData("#2 send by alice", 2, "changed", "ratchet_info", 0, "ephemeral_key")]
    [InlineData("#3 receive by bob", 3, "plaintext")]
    [InlineData("#3 receive by bob", 3, "new_installations", 0)]
    [InlineData("#3 receive by bob", 3, "changed", "sessions", 0, "recv_n")]
    [InlineData("#3 receive by bob", 3, "changed", "message_keys", 0, "n")]
    public void A_changed_value_is_a_failure_of_its_event(string failing, int recorded, params object[] path)
    {
        var scenario = Scenario();
        Change(scenario["events"]![recorded]!, path);
        Failures(scenario).ShouldContain($"{Named} {failing}");
    }

    [Fact]
    public void A_changed_row_of_the_end_is_a_failure()
    {
        var scenario = Scenario();
        Change(scenario["participants"]![0]!, ["final", "sessions", 0, "send_n"]);
        Failures(scenario).ShouldBe([$"{Named} end of alice"]);
    }

    [Fact]
    public void A_message_that_is_read_but_recorded_as_refused_is_a_failure()
    {
        var scenario = Scenario();
        var received = scenario["events"]![3]!.AsObject();
        (received["ok"], received["error_kind"]) = (false, "bad_mac");
        Failures(scenario).ShouldContain($"{Named} #3 receive by bob");
    }

    [Fact]
    public void An_operation_that_nobody_knows_is_a_failure()
    {
        var scenario = Scenario();
        scenario["events"]![0]!["op"] = "delete_installation";
        Failures(scenario).ShouldContain($"{Named} #0 delete_installation by bob");
    }

    [Fact]
    public void The_scenario_as_it_was_recorded_has_no_failure() => Failures(Scenario()).ShouldBeEmpty();

    private static JsonNode Scenario()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "vectors", File);
        var scenarios = JsonNode.Parse(System.IO.File.ReadAllText(path))!["scenarios"]!.AsArray();
        return scenarios.Single(scenario => scenario!["name"]!.GetValue<string>() == Named)!.DeepClone();
    }

    private static void Change(JsonNode root, object[] path)
    {
        var parent = path[..^1].Aggregate(root, (node, step) => step is int i ? node[i]! : node[(string)step]!);
        var value = path[^1] is int index ? parent[index]! : parent[(string)path[^1]]!;
        value.ReplaceWith(Changed(value));
    }

    // The last digit of a hex text or of a number.
    private static JsonValue Changed(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number
            ? JsonValue.Create(value.GetValue<long>() + 1)
            : JsonValue.Create(value.GetValue<string>()[..^1] + (value.GetValue<string>().EndsWith('2') ? '3' : '2'));

    private static string[] Failures(JsonNode scenario)
    {
        var file = new JsonObject { ["about"] = "", ["scenarios"] = new JsonArray(scenario) };
        using var document = JsonDocument.Parse(file.ToJsonString());
        var report = VectorFile.Run(document.RootElement, VectorSuites.For(TestCurves.Native)).ShouldNotBeNull();
        return
        [
            .. report.Results.Where(result => result.Outcome == VectorOutcome.Failed).Select(result => result.Name),
        ];
    }
}
