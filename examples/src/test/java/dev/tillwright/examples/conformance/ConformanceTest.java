package dev.tillwright.examples.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.examples.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTest {
  private static final String STATUS = "{'rows':[{'n':4,'byte':'12','expect':['%s']}%s]}";
  private static final String ECHO =
      "303830308220000000000000040000000000000031313233323134323030303030303031333031";

  @TempDir Path folder;

  private record Run(int code, String said) {}

  @Test
  void ourOwnVectors_allPass() {
    for (String module : new String[] {"core", "crypto", "device-drivers"}) {
      Run run = run(Path.of("..", module, "src", "test", "resources", "vectors"));

      assertThat(run.code()).as(run.said()).isZero();
      Matcher total = Pattern.compile("total: ([0-9]+) passed, 0 failed").matcher(run.said());
      assertThat(total.find()).as(run.said()).isTrue();
      assertThat(Integer.parseInt(total.group(1))).isPositive();
      System.out.println(run.said());
    }
  }

  @Test
  void files_areCountedOneByOne_subFoldersIncluded() throws IOException {
    write("a/b/escpos-status-more.json", STATUS.formatted("PAPER_OK", ""));
    write("escpos-status.json", STATUS.formatted("PAPER_END", ""));

    Run run = run(folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said().lines())
        .containsExactly(
            "a/b/escpos-status-more.json: 1 passed, 0 failed",
            "escpos-status.json: 0 passed, 1 failed",
            "  row /rows/0: expect differs",
            "total: 1 passed, 1 failed");
  }

  @Test
  void filesOfNoKindHere_areNamed_andFailNothing() throws IOException {
    write("README.md", "words");
    write("weather.json", "{'rows':[{'sun':true}]}");
    write("scale-more.json", "{'frames':[]}");

    Run run = run(folder);

    assertThat(run.code()).isZero();
    assertThat(run.said())
        .contains("README.md: not a vector file")
        .contains("weather.json: not a kind of vectors that is known here")
        .contains("scale-more.json: ")
        .contains("total: 0 passed, 0 failed");
  }

  @Test
  void fileUnderAnotherName_isKnownByWhatIsInIt() throws IOException {
    write("heldout-17.json", STATUS.formatted("PAPER_OK", ""));

    assertThat(run(folder).said()).contains("heldout-17.json: 1 passed, 0 failed");
  }

  @Test
  void unknownKeys_areNotesBesideTheKnownOnes_butFailInsideExpect() throws IOException {
    write(
        "magstripe.json",
        "{'rows':[{'name':'fine','moon':1,'raw':';4111111111111111=3012201?','expect':"
            + "{'track':2,'luhn':true}},"
            + "{'name':'odd','raw':';4111111111111111=3012201?','expect':{'track':2,'moon':1}},"
            + "{'name':'oddError','raw':';','expect':{'error':'x','moon':1}}]}");

    Run run = run(folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said())
        .contains("magstripe.json: 1 passed, 2 failed")
        .contains("row odd: not understood: expect has an unknown key moon")
        .contains("row oddError: not understood: expect has an unknown key moon");
  }

  @Test
  void dialectThatIsUnknown_orNotDescribed_failsTheRow() throws IOException {
    String row = "{'id':'%s','dialect':'%s','raw_hex':'" + ECHO + "','fields':%s}";
    String fields = "{'0':'0800','7':'1123214200','11':'000001','70':'301'}";
    write(
        "iso8583.json",
        "{'dialects':{'87Abb':{},'94X':{}},'messages':["
            + String.join(
                ",",
                row.formatted("right", "87Abb", fields),
                row.formatted("wrong", "87Abb", fields.replace("301", "302")),
                row.formatted("noSpec", "94X", fields),
                row.formatted("notDescribed", "87A", fields),
                row.formatted("noFields", "87Abb", "1"))
            + "],'must_reject':[{'id':'readable','dialect':'87Abb','raw_hex':'"
            + ECHO
            + "'},{'id':'cut','dialect':'87Abb','raw_hex':'303830'}]}");

    Run run = run(folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said())
        .contains("iso8583.json: 2 passed, 5 failed")
        .contains("row wrong: field 70 differs")
        .contains("row noSpec: not understood: an unknown dialect")
        .contains("row notDescribed: not understood: a dialect that the file does not describe")
        .contains("row noFields: not understood: fields is not an object")
        .contains("row readable: was not refused")
        .doesNotContain("1123214200");
  }

  @Test
  void cardNumbers_areTakenKnownFoundOrRefused_andNeverPrinted() throws IOException {
    write(
        "pan.json",
        "{'valid':[{'pan':'4111111111111111','brand':'visa','maskedLast4':'************1111'},"
            + "{'pan':'4111111111111111','brand':'jcb'},{'pan':'4111111111111111','length':15},"
            + "{'pan':'4111111111111111','brand':'of its own'}],"
            + "'invalid':[{'value':'4111111111111112'},{'value':'4111111111111111'}],"
            + "'discovery':[{'text':'to 4111111111111111.','panMatches':['4111111111111111']},"
            + "{'text':'to 4111111111111111.','panMatches':[]}]}");

    Run run = run(folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said())
        .contains("pan.json: 4 passed, 4 failed")
        .contains("row /valid/1: brand differs", "row /valid/2: length differs")
        .contains("row /invalid/1: was not refused", "row /discovery/1: panMatches differs")
        .doesNotContain("4111");
  }

  @Test
  void unknownKindOfRow_fails() throws IOException {
    write(
        "tlv.json",
        "{'rows':[{'bark':'5A'},{'atr':'3B600000','emv':true},{'dol':'9F0206',"
            + "'entries':[['9F02',6]]},{'hex':'5A0111','tags':['5A'],'note':'x'}]}");

    Run run = run(folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said())
        .contains("tlv.json: 3 passed, 1 failed")
        .contains("row /rows/0: not understood: an unknown kind of row");
  }

  @Test
  void optionalRows_areToldApart_andCountAsNeither() throws IOException {
    write(
        "escpos-status.json",
        STATUS.formatted(
            "PAPER_OK",
            ",{'name':'may','optional':true,'n':4,'byte':'12','expect':['PAPER_OK']}"
                + ",{'name':'maynot','optional':true,'n':4,'byte':'12','expect':['ONLINE']}"));

    Run run = run(folder);

    assertThat(run.code()).isZero();
    assertThat(run.said())
        .contains("escpos-status.json: 1 passed, 0 failed")
        .contains("optional row may: passed")
        .contains("optional row maynot: skipped");
  }

  @Test
  void brokenFiles_failWithAClearLine() throws IOException {
    write("escpos-status.json", "{'rows':[\n  {'n':4,}]}");
    write("pan.json", "[1]");
    write("tlv.json", "{'rows':7}");
    write("twice.json", "{'rows':1,'rows':2}");

    Run run = run(folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said())
        .contains("the file: not well-formed JSON at line 2, column ")
        .contains("the file: not a JSON object")
        .contains("the file: not understood: rows is not a list")
        .contains("total: 0 passed, 4 failed");
  }

  @Test
  void emptySections_areNoFailure() throws IOException {
    write("iso8583.json", "{'messages':[],'dialects':{}}");
    write("pan.json", "{}");

    Run run = run(folder);

    assertThat(run.code()).isZero();
    assertThat(run.said()).contains("pan.json: 0 passed, 0 failed");
  }

  @Test
  void folderThatIsNotThere_isAnError() {
    assertThat(run(folder.resolve("none")).code()).isEqualTo(Main.FAILED);
    assertThat(Main.run("conformance")).isEqualTo(Main.USAGE);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.replace('\'', '"'));
  }

  private static Run run(Path vectors) {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      int code = Main.run("conformance", "--vectors", vectors.toString());
      return new Run(code, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }
}
