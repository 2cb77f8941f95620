package dev.tillwright.examples.award;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tillwright.examples.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs on the same sales; the figures are counted again here, by plain arithmetic. */
class SimulateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** So many points for each whole pound of the sale, rounded down. */
  private static String program(String name, int points) {
    return ("{'schema':1,'program':'"
            + name
            + "','version':1,'zone':'Europe/London','currency':'GBP','base':{'amount':'TOTAL'},"
            + "'rounding':{'mode':'DOWN','level':'BASKET'},'worth':{'points':100,'minor':100},"
            + "'rules':[{'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':"
            + points
            + ",'per':'1.00'}]}]}")
        .replace('\'', '"');
  }

  private JsonNode simulated(JsonNode sales) throws IOException {
    Path today = Files.writeString(folder.resolve("today.json"), program("today", 1));
    Path draft = Files.writeString(folder.resolve("draft.json"), program("draft", 2));
    Path file = folder.resolve("sales.json");
    JSON.writeValue(file.toFile(), sales);
    Path out = folder.resolve("out");
    int code =
        Main.run(
            "simulate",
            "--today",
            today.toString(),
            "--draft",
            draft.toString(),
            "--sales",
            file.toString(),
            "--out",
            out.toString());
    assertThat(code).isZero();
    assertThat(ImageIO.read(out.resolve("simulation.png").toFile()).getWidth()).isEqualTo(960);
    return JSON.readTree(out.resolve("simulation.json").toFile());
  }

  @Test
  void aDraft_isComparedByMemberAndSegment() throws Exception {
    JsonNode sales =
        JSON.readTree(
            ("{'members':[{'member':'a','segments':['loyal']},{'member':'b'}],'sales':["
                    + "{'id':'1','member':'a','line':{'qty':4,'amount':'10.00'}},"
                    + "{'id':'2','member':'b','total':'0.60'},"
                    + "{'id':'2','member':'b','total':'0.60'},"
                    + "{'kind':'RETURN','of':'1','lines':[{'line':1,'qty':1}]}]}")
                .replace('\'', '"'));
    JsonNode found = simulated(sales);
    assertThat(found.at("/sales").asInt()).isEqualTo(2);
    assertThat(found.at("/today/points").asInt()).isEqualTo(10);
    assertThat(found.at("/today/takenBack").asInt()).isEqualTo(2);
    assertThat(found.at("/today/liability").asInt()).isEqualTo(8);
    assertThat(found.at("/draft/points").asInt()).isEqualTo(21);
    assertThat(found.at("/draft/liability").asInt()).isEqualTo(16);
    assertThat(found.at("/draft/liabilityMinor").asInt()).isEqualTo(16);
    assertThat(found.at("/everybody/winners").asInt()).isEqualTo(2);
    assertThat(found.at("/segments/1/segment").asText()).isEqualTo("loyal");
    assertThat(found.at("/segments/1/draft").asInt()).isEqualTo(15);
    assertThat(found.at("/winners/0/change").asInt()).isEqualTo(7);
    assertThat(found.at("/losers")).isEmpty();
  }

  @Test
  void threeMonthsOfARealShop_liabilityEqualsARecount() throws Exception {
    String data = System.getenv("RETAIL_DATA");
    Assumptions.assumeTrue(data != null, "RETAIL_DATA names no folder with the shop's file");
    Path csv = Path.of(data).resolve("online-retail-2010-12_2011-02.csv.gz");
    Assumptions.assumeTrue(Files.exists(csv), "RETAIL_DATA holds no online-retail file");
    ArrayNode sales = JSON.createArrayNode();
    Map<String, long[]> recount = new HashMap<>();
    recount(csv, sales, recount);
    JsonNode found = simulated(sales);
    long today = recount.values().stream().mapToLong(each -> each[0]).sum();
    long draft = recount.values().stream().mapToLong(each -> each[1]).sum();
    long todayBack = recount.values().stream().mapToLong(each -> each[2]).sum();
    long draftBack = recount.values().stream().mapToLong(each -> each[3]).sum();
    System.out.println(
        "simulation: "
            + sales.size()
            + " sales and returns, liability "
            + (today - todayBack)
            + " and "
            + (draft - draftBack));
    assertThat(found.at("/today/points").asLong()).isEqualTo(today);
    assertThat(found.at("/draft/points").asLong()).isEqualTo(draft);
    assertThat(found.at("/today/liability").asLong()).isEqualTo(today - todayBack);
    assertThat(found.at("/draft/liability").asLong()).isEqualTo(draft - draftBack);
    assertThat(found.at("/everybody/members").asInt()).isEqualTo(recount.size());
  }

  /** Reads the file by itself: invoices of known customers with goods that cost something. */
  private static void recount(Path csv, ArrayNode sales, Map<String, long[]> recount)
      throws IOException {
    Map<String, List<String[]>> invoices = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(csv)), StandardCharsets.UTF_8))) {
      List<String> head = cells(in.readLine());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        List<String> cells = cells(line);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < Math.min(head.size(), cells.size()); i++) {
          row.put(head.get(i).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""), cells.get(i));
        }
        String invoice = row.getOrDefault("invoiceno", row.getOrDefault("invoice", ""));
        String customer = row.getOrDefault("customerid", "");
        String quantity = row.getOrDefault("quantity", "0");
        String price = row.getOrDefault("unitprice", row.getOrDefault("price", "0"));
        if (customer.isEmpty()
            || !invoice.matches("\\d+")
            || quantity.startsWith("-")
            || new BigDecimal(price).signum() <= 0) {
          continue;
        }
        invoices
            .computeIfAbsent(invoice, key -> new ArrayList<>())
            .add(
                new String[] {
                  customer,
                  row.getOrDefault("stockcode", "x"),
                  quantity,
                  price,
                  row.getOrDefault("invoicedate", "")
                });
      }
    }
    invoices.forEach(
        (invoice, lines) -> {
          ObjectNode sale = sales.addObject();
          String member = lines.get(0)[0];
          sale.put("id", invoice).put("member", member);
          sale.put("at", lines.get(0)[4].replace(' ', 'T'));
          ArrayNode goods = sale.putArray("lines");
          long pence = 0;
          for (String[] line : lines) {
            goods.addObject().put("sku", line[1]).put("qty", line[2]).put("price", line[3]);
            pence +=
                new BigDecimal(line[2])
                    .multiply(new BigDecimal(line[3]))
                    .movePointRight(2)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
          }
          long[] points = recount.computeIfAbsent(member, key -> new long[4]);
          points[0] += pence / 100;
          points[1] += pence * 2 / 100;
          if (sales.size() % 4 == 0) { // some sales come back whole
            sales.addObject().put("kind", "RETURN").put("of", invoice);
            points[2] += pence / 100;
            points[3] += pence * 2 / 100;
          }
        });
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
