using WakuGrains.Protocol.Application;

namespace WakuGrains.Protocol.Tests.Application;

/// <summary>Display names, by the verdicts of the deployed app (facts app layer 9, and its runs).</summary>
public sealed class DisplayNameTests
{
    [Theory]
    [InlineData("")]
    [InlineData("     ")]
    [InlineData("abcde")]
    [InlineData("Weather Bot")]
    [InlineData("weather_bot")]
    [InlineData("  trimmed  ")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWX")]
    [InlineData(" ABCDEFGHIJKLMNOPQRSTUVWX ")]
    [InlineData("tab\tname")]
    [InlineData("nameeth")]
    [InlineData("name-ETH")]
    [InlineData("-----")]
    public void A_name_that_is_shown(string name) => DisplayName.IsValid(name).ShouldBeTrue();

    [Theory]
    [InlineData("a")]
    [InlineData("Bot")]
    [InlineData("abcd")]
    [InlineData("   abc   ")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXY")]
    [InlineData("weather.bot")]
    [InlineData("Émile bot")]
    [InlineData("nb\u00A0space")]
    [InlineData("bot🤖bot")]
    [InlineData("\u200Babcde")]
    [InlineData("abcde\0")]
    [InlineData("name-eth")]
    [InlineData("name_eth ")]
    [InlineData("name.eth")]
    public void A_name_for_which_every_message_is_dropped(string name) => DisplayName.IsValid(name).ShouldBeFalse();
}
