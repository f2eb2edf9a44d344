using System.Text.RegularExpressions;
using WakuGrains.Messages;

namespace WakuGrains.Tests.Inbound;

/// <summary>The codes of the outcomes are a contract: metrics, dashboards and the HTTP API show them.</summary>
public sealed partial class OutcomeCodeTests
{
    [Fact]
    public void Every_outcome_has_a_code_of_its_own_in_snake_case()
    {
        var outcomes = Enum.GetValues<EnvelopeOutcome>();
        outcomes.Select(outcome => outcome.Code()).Distinct().Count().ShouldBe(outcomes.Length);
        outcomes.ShouldAllBe(outcome => SnakeCase().IsMatch(outcome.Code()));
    }

    [Fact]
    public void The_codes_are_these()
    {
        Enum.GetValues<EnvelopeOutcome>()
            .Select(outcome => outcome.Code())
            .ShouldBe([
                "delivered",
                "processed",
                "bundle_learnt",
                "duplicate",
                "echo",
                "not_for_us",
                "unsigned",
                "malformed",
                "forged",
                "not_for_this_device",
                "not_paired",
                "not_trusted",
                "trust_awaited",
                "no_session",
                "desynchronised",
                "too_far_ahead",
                "unsupported",
                "segment_stored",
                "mailbox_full",
                "group_key_missing",
            ]);
    }

    [Fact]
    public void A_number_that_is_no_outcome_has_none() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ((EnvelopeOutcome)99).Code());

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SnakeCase();
}
