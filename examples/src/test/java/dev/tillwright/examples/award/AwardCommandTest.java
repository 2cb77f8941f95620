package dev.tillwright.examples.award;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tillwright.examples.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, as it is called. */
class AwardCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SPEND =
      "{\"id\":\"spend\",\"scope\":\"BASKET\",\"then\":[{\"type\":\"earnPerAmount\","
          + "\"points\":\"1\",\"per\":\"1.00\"}]}";
  private static final String HUGE =
      "{\"id\":\"huge\",\"scope\":\"BASKET\",\"then\":[{\"type\":\"earnPerAmount\","
          + "\"points\":\"1\",\"per\":\"1000000\"}]}";

  @TempDir Path folder;

  private record Ran(int code, String said, String error) {}

  private static Ran run(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream wrong = new ByteArrayOutputStream();
    PrintStream before = System.out;
    PrintStream errors = System.err;
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(wrong, true, StandardCharsets.UTF_8));
    try {
      int code = Main.run(arguments);
      return new Ran(
          code, said.toString(StandardCharsets.UTF_8), wrong.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
      System.setErr(errors);
    }
  }

  private Ran award(String program, String sales) throws IOException {
    Path programFile = Files.writeString(folder.resolve("p.json"), program);
    Path salesFile = Files.writeString(folder.resolve("s.json"), sales);
    return run("award", "--program", programFile.toString(), "--sales", salesFile.toString());
  }

  private static ObjectNode program(JsonNode worked) throws IOException {
    ObjectNode program = JSON.createObjectNode();
    program.put("schema", 1).put("program", "test").put("version", 1);
    program.put("zone", worked.path("zone").asText("Europe/Berlin"));
    program.put("currency", worked.path("currency").asText("EUR"));
    program.putObject("base").put("amount", "TOTAL");
    program.putObject("rounding").put("mode", "DOWN").put("level", "BASKET");
    worked.path("more").fields().forEachRemaining(e -> program.set(e.getKey(), e.getValue()));
    ArrayNode rules = program.putArray("rules");
    for (JsonNode rule : worked.path("rules")) {
      rules.add(
          rule.isTextual() ? JSON.readTree(rule.asText().equals("SPEND") ? SPEND : HUGE) : rule);
    }
    return program;
  }

  private static JsonNode cases() throws IOException {
    try (InputStream in = AwardCommandTest.class.getResourceAsStream("/award/cases.json")) {
      return JSON.readTree(Objects.requireNonNull(in)).path("cases");
    }
  }

  @Test
  void workedExamples_comeOut() throws Exception {
    int rows = 0;
    for (JsonNode worked : cases()) {
      String id = worked.path("id").asText();
      Ran ran = award(program(worked).toString(), worked.path("sales").toString());
      assertThat(ran.code()).as(id + ": " + ran.error()).isZero();
      List<JsonNode> lines = new ArrayList<>();
      for (String line : ran.said().lines().toList()) {
        lines.add(JSON.readTree(line));
      }
      same(id, worked.path("expect"), lines, "/points");
      same(id, worked.path("used"), lines, "/pointsUsed");
      same(id, worked.path("available"), lines, "/balance/available");
      same(id, worked.path("status"), lines, "/status");
      for (JsonNode line : lines) {
        assertThat(line.path("points").isIntegralNumber()).isTrue();
        assertThat(line.path("explanation")).as(id).isNotEmpty();
      }
      rows++;
    }
    System.out.println("award: " + rows + " worked examples checked");
    assertThat(rows).isGreaterThan(30);
  }

  private static void same(String id, JsonNode expected, List<JsonNode> lines, String at) {
    if (expected.isMissingNode()) {
      return;
    }
    List<String> found = new ArrayList<>();
    for (JsonNode line : lines) {
      found.add(line.at(at).asText().isEmpty() ? "0" : line.at(at).asText());
    }
    List<String> wanted = new ArrayList<>();
    expected.forEach(each -> wanted.add(each.asText()));
    assertThat(found).as(id + " " + at).isEqualTo(wanted);
  }

  @Test
  void anAnswer_explainsItself_inTheLanguageThatIsAskedFor() throws Exception {
    JsonNode worked = JSON.readTree("{\"rules\":[\"SPEND\"]}");
    Ran english = award(program(worked).toString(), "{\"id\":\"s-1\",\"total\":\"12.50\"}");
    JsonNode line = JSON.readTree(english.said());
    assertThat(line.path("id").asText()).isEqualTo("s-1");
    assertThat(line.path("program").asText()).isEqualTo("test/1");
    assertThat(line.path("digest").asText()).hasSize(64);
    assertThat(line.path("reasons").get(0).path("rule").asText()).isEqualTo("spend");
    assertThat(line.path("shares").get(0).path("points").asInt()).isEqualTo(12);
    assertThat(line.path("explanation").get(0).asText()).contains("12.50");

    Ran german =
        run(
            "award",
            "--program",
            folder.resolve("p.json").toString(),
            "--sales",
            folder.resolve("s.json").toString(),
            "--language",
            "de");
    assertThat(JSON.readTree(german.said()).path("explanation").get(0).asText())
        .isNotEqualTo(line.path("explanation").get(0).asText());
    Ran nobody = award(program(worked).toString(), "{\"total\":\"12.50\",\"member\":null}");
    assertThat(JSON.readTree(nobody.said()).path("points").asInt()).isZero();
  }

  @Test
  void badInput_isOneClearLineWithThePlace() throws Exception {
    String program = program(JSON.readTree("{\"rules\":[\"SPEND\"]}")).toString();
    wrong(
        award(program, "{\"sales\":[{\"lines\":[{\"qty\":0,\"unit\":\"1.00\"}]}]}"),
        "/sales/0/lines/0/qty: ");
    wrong(award(program, "[{\"lines\":[\"12.345\"]}]"), "/0/lines/0: ");
    wrong(award(program, "[{\"total\":\"1.00\",\"mistake\":1}]"), "/0/mistake: unknown field");
    wrong(award(program, "[{\"total\":\"1.00\",\"at\":\"yesterday\"}]"), "/0/at: ");
    wrong(award(program, "[{\"total\":\"1.00\",\"at\":\"2025-03-30T02:30\"}]"), "/0/at: the clock");
    wrong(award(program, "[{\"kind\":\"RETURN\",\"of\":\"none\"}]"), "/0: ");
    wrong(
        award(
            program,
            "[{\"id\":\"a\",\"total\":\"1.00\"},{\"kind\":\"RETURN\",\"of\":\"a\","
                + "\"lines\":[{\"line\":1,\"qty\":2}]}]"),
        "/1: more comes back");
    wrong(
        award(program, "[{\"id\":\"a\",\"total\":\"1.00\"},{\"id\":\"a\",\"total\":\"2.00\"}]"),
        "/1: another sale has this id");
    wrong(award(program, "{\"total\":"), "not JSON at line 1");
    wrong(
        award(program, "{\"lots\":[[\"2025-06-30\"]],\"sales\":[{\"total\":1}]}"), "/lots/0: when");
    wrong(award(program, "{\"lots\":[[null,0]],\"sales\":[[\"2025-01-01\",1]]}"), "/lots/0/1: ");
    wrong(
        award(program, "[{\"lines\":[{\"unit\":\"1.00\",\"vat\":\"-5%\"}]}]"), "/0/lines/0/vat: ");
    wrong(award(program, "[[\"-999999999-01-01T00:00:00Z\",\"1.00\"]]"), "/0/0: a time from");
    wrong(
        award(program, "{\"members\":[{\"id\":\"m\"},{\"id\":\"m\"}],\"sales\":[{\"total\":1}]}"),
        "/members/1: this member stands twice");
    wrong(
        award(
            program,
            "[{\"kind\":\"HOLD\",\"id\":\"h\",\"points\":5},"
                + "{\"kind\":\"HOLD\",\"id\":\"h\",\"points\":6}]"),
        "/1: another hold has this id");
    wrong(award(program.replace("\"scope\"", "\"scpoe\""), "{\"total\":1}"), "/rules/0");
    wrong(run("award", "--program", folder + "/none", "--sales", folder + "/none"), "none");
    assertThat(run("award", "--sales", "x").code()).isEqualTo(Main.USAGE);
  }

  private static void wrong(Ran ran, String place) {
    assertThat(ran.code()).as(place).isEqualTo(Main.FAILED);
    assertThat(ran.error().lines()).as(ran.error()).hasSize(1);
    assertThat(ran.error()).contains(place);
  }
}
