package dev.tillwright.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.loyalty.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows E1, E3 (digest) and E9 (page of rules). */
class ProgramTest {
  @Test
  void sample_isRead() {
    Program program = Programs.cornerClub();
    assertThat(program.name()).isEqualTo("corner-club/1");
    assertThat(program.zone().getId()).isEqualTo("Europe/London");
    assertThat(program.currency().getCurrencyCode()).isEqualTo("GBP");
    assertThat(program.rules()).extracting(Rule::id).startsWith("no-points", "spend");
    assertThat(program.limits()).containsExactly(new Limit(Span.TRANSACTION, 500));
    assertThat(program.worth()).contains(new Worth(100, 100, 100, 100));
    assertThat(program.base().excludeTenders()).containsExactly("POINTS");
    assertThat(program.text()).containsEntry("zh", "街角会员");
  }

  @Test
  void canonicalForm_isReadAsTheSameProgram() {
    Program program = Programs.cornerClub();
    Program again = Program.parse(program.toJson());
    assertThat(again).isEqualTo(program).hasSameHashCodeAs(program);
    assertThat(again.toJson()).isEqualTo(program.toJson());
    assertThat(again.rules()).isEqualTo(program.rules());
  }

  @Test
  void digest_isSha256OfTheCanonicalForm() throws Exception {
    Program program = Programs.cornerClub();
    byte[] sha =
        MessageDigest.getInstance("SHA-256")
            .digest(program.toJson().getBytes(StandardCharsets.UTF_8));
    assertThat(program.digest()).isEqualTo(HexFormat.of().formatHex(sha));
    assertThat(program.toString()).contains("corner-club/1", program.digest().substring(0, 12));
  }

  @Test
  void digest_ignoresSpellingButNotMeaning() {
    String text = Programs.cornerClubText();
    Program program = Program.parse(text);
    assertThat(Program.parse(text.replace("\"2\"", "2.0"))).isEqualTo(program);
    assertThat(Program.parse(text.replace("\"tobacco\", \"postage\"", "\"postage\", \"tobacco\"")))
        .isEqualTo(program);
    assertThat(Program.parse(text.replace("\"multipliers\": \"ADD\",", ""))).isEqualTo(program);
    assertThat(Program.parse(text.replace("{\n  \"schema\"", "{\"$schema\":\"x\",\"schema\"")))
        .isEqualTo(program);
    assertThat(Program.parse(text.replace("\"points\": 20}", "\"points\": 21}")))
        .isNotEqualTo(program);
  }

  @Test
  void page_saysEveryRuleInPlainWords() {
    String page = Programs.cornerClub().describe(Locale.UK);
    System.out.println(page);
    assertThat(page)
        .contains("Corner Club, version 1")
        .contains("1. Tobacco, postage and fees: ")
        .contains("2. 1 point per 1.00 GBP.")
        .contains("3. Double points on Tuesdays: on Tuesday: double points")
        .contains("from 2010-01-01")
        .contains("4. Item of the month: item 4006381333931: 20 points once a sale.")
        .contains("5. Bakery: 2 points per unit; at most 50 points a sale.")
        .contains("At most 500 points a sale.")
        .contains("100 points are worth 1.00 GBP")
        .contains("What is paid by points earns no points.")
        .contains("Europe/London");
  }

  @Test
  void page_isInChineseWhenAsked() {
    String page = Programs.cornerClub().describe(Locale.SIMPLIFIED_CHINESE);
    System.out.println(page);
    assertThat(page)
        .contains("街角会员，第 1 版", "双倍积分", "每 1.00 GBP 得 1 分", "每笔最多 500 分。")
        .doesNotContain("points", "Tuesday");
  }

  @Test
  void page_isInEnglishForALanguageWithoutWords_whateverTheMachineSpeaks() {
    Locale machine = Locale.getDefault();
    try {
      Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
      assertThat(Programs.cornerClub().describe(Locale.FRENCH)).contains("1 point per 1.00 GBP");
    } finally {
      Locale.setDefault(machine);
    }
  }

  @Test
  void page_saysConditionsOfEveryKind() {
    Program program =
        Programs.of(
            "EUR",
            "'base':{'amount':'NET','excludeTenders':['POINTS','VOUCHER']},'multipliers':'MULTIPLY',",
            """
            {'id':'a','scope':'LINE','effective':{'from':'2025-01-01T00:00','to':'2025-02-01T12:30'},
             'when':{'type':'all','of':[
               {'type':'any','of':[{'type':'in','field':'line.code','values':['x','y','z']},
                                   {'type':'in','field':'terminal','values':['till-02']}]},
               {'type':'not','of':{'type':'range','field':'line.quantity','min':'2'}},
               {'type':'range','field':'basket.total','min':'5.00','below':'10'},
               {'type':'range','field':'line.net','below':3},
               {'type':'localWindow','days':['SAT','SUN'],'from':'22:00','to':'02:00'}]},
             'then':[{'type':'earnPerAmount','points':'10','per':'20','full':true},
                     {'type':'multiply','factor':'1.5'},{'type':'multiply','factor':3,'of':['a']}]}
            """);
    assertThat(program.describe(Locale.ENGLISH))
        .contains(
            "(item x, y or z or at till till-02), not (quantity of at least 2),"
                + " sale of at least 5.00 EUR and below 10.00 EUR, line without tax below 3.00 EUR"
                + " and on Saturday or Sunday from 22:00 to 02:00")
        .contains("10 points per full 20.00 EUR")
        .contains("1.5 times the points")
        .contains("triple points (on 10 points per full 20.00 EUR")
        .contains("from 2025-01-01; until 2025-02-01 12:30")
        .contains("points or VOUCHER")
        .contains("Several factors on one line are multiplied.")
        .contains("Points cannot be paid with.");
    assertThat(Program.parse(program.toJson())).isEqualTo(program);
  }

  @Test
  void page_saysWhatHappensToPointsAndHowTiersAreReached() {
    Program program =
        Programs.of(
            "EUR",
            """
            'terms':{'pending':'P14D','expiry':{'after':'P1Y6M','end':'MONTH'},
              'returns':'REEVALUATE','shortfall':{'policy':'CASH','points':100,'minor':50}},
            'tiers':{'by':'SPEND','window':{'type':'ROLLING','length':'P1Y'},'reached':'SPLIT',
              'grace':'P1M','levels':[{'id':'SILVER','from':'100'},
                {'id':'GOLD','from':'500','text':{'en':'Gold','de':'Gold'},
                 'benefits':[{'text':{'en':'free delivery','de':'freie Lieferung'}}]}]},
            """,
            "{'id':'a','scope':'BASKET','then':[{'type':'earnFixed','points':5}]}");
    assertThat(program.describe(Locale.ENGLISH))
        .contains("Points can be spent 14 days after the sale.")
        .contains(
            "Points end 1 year and 6 months after they were earned, at the end of that month.")
        .contains("what is left is counted again")
        .contains("kept back from the refund: 0.50 EUR for 100 points.")
        .contains("Tiers count what you pay, but not with points, in the last 1 year.")
        .contains("- tier SILVER from 100.00 EUR\n- tier Gold from 500.00 EUR: free delivery")
        .contains("the part above the threshold counts at the new one.")
        .contains("Who falls below a tier keeps it for 1 month.");
    assertThat(program.describe(Locale.GERMAN))
        .contains("- Stufe Gold ab 500.00 EUR: freie Lieferung")
        .contains("Frist ab dem Einkauf, der sie brachte: 1 Jahr und 6 Monate");
    assertThat(program.describe(Locale.SIMPLIFIED_CHINESE))
        .contains("积分在购物 14 天后可用。", "- Gold 等级满 500.00 EUR：free delivery");
  }

  @Test
  void file_thatIsMissing_isNamed(@TempDir Path dir) {
    Path file = dir.resolve("none.json");
    assertThatThrownBy(() -> Program.read(file))
        .isInstanceOf(TillwrightException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("cannot be read: NoSuchFile")
        .extracting(e -> ((TillwrightException) e).code())
        .isEqualTo("program.unreadable");
  }

  @Test
  void file_withAnError_isNamedWithThePlace(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("club.json");
    Files.writeString(file, Programs.cornerClubText().replace("earnFixed", "earnMagic"));
    assertThatThrownBy(() -> Program.read(file))
        .isInstanceOf(TillwrightException.class)
        .hasMessageStartingWith("program file " + file + ": /rules/3/then/0/type: one of ")
        .hasMessageContaining(" earnFixed, earnPerAmount, earnPerUnit, ");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> Program.read(file))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("line 1");
    Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
    assertThatThrownBy(() -> Program.read(file))
        .hasMessageContaining("cannot be read: MalformedInput");
  }

  @Test
  void file_isReadAsItsText(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("club.json"), Programs.cornerClubText());
    assertThat(Program.read(file)).isEqualTo(Programs.cornerClub());
  }
}
