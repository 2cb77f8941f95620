package dev.tillwright.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of CSV, with each kind of bad line. */
class CatalogueCsvTest {
  private static final String SECRET = "s3cr3t-in-a-cell";

  @TempDir Path dir;
  private Shelf shelf;

  @BeforeEach
  void open() {
    shelf = new Shelf("central", () -> Database.sqlite(dir.resolve("central.db")));
    load(CatalogueFile.TAXES, "tax_class,from,taxes\nstandard,,A:20:included\n");
    load(CatalogueFile.TAXES, "tax_class,from,taxes\nstandard,2025-07-01,A:21:included\n");
    load(CatalogueFile.LISTS, "list,currency\nbase,GBP\n");
  }

  @AfterEach
  void close() {
    shelf.close();
  }

  private ImportResult load(CatalogueFile file, String text) {
    return load(file, text, ImportMode.ALL_OR_NOTHING);
  }

  private ImportResult load(CatalogueFile file, String text, ImportMode mode) {
    return shelf.catalogue.load("ann", "a file", file, new StringReader(text), mode);
  }

  private Optional<CatalogueItem> item(String code) {
    return shelf.catalogue.read(tx -> CatalogueBook.item(tx, code));
  }

  private static List<String> faults(ImportResult result) {
    return result.faults().stream()
        .map(it -> it.line() + " " + it.column() + " " + it.fault())
        .toList();
  }

  @Test
  void items_comeInWithAllTheyHave() {
    ImportResult result =
        load(
            CatalogueFile.ITEMS,
            "\uFEFFcode,name,category,tax_class,unit,parent,variant,bar_codes,status\r\n"
                + "shirt,Shirt,clothes,standard,,,,,\r\n"
                + "\r\n"
                + "shirt-l,\"Shirt, \"\"L\"\"\",clothes,standard,piece,shirt,size=L;colour=red,"
                + "4006381333931;A-1,active\r\n"
                + "ham,'=Ham,,standard,kg,,,,withdrawn\r\n"
                + "gold,Gold,,standard,ct:weight:2,,,,\r\n");
    assertThat(faults(result)).isEmpty();
    assertThat(result.lines()).isEqualTo(4);
    assertThat(result.changed()).isEqualTo(4);
    assertThat(item("shirt-l"))
        .contains(
            CatalogueItem.of("shirt-l", "Shirt, \"L\"", "standard")
                .in("clothes")
                .variantOf("shirt", Map.of("size", "L", "colour", "red"))
                .withBarCodes("4006381333931", "A-1"));
    assertThat(item("ham"))
        .contains(CatalogueItem.of("ham", "=Ham", "standard").soldBy(Unit.KG).withdrawn());
    assertThat(item("gold").orElseThrow().unit()).isEqualTo(new Unit("ct", Unit.Measure.WEIGHT, 2));
  }

  @Test
  void theSameFileTwice_changesNothing() {
    String items = "code,name,tax_class\npen,Pen,standard\nink,Ink,standard\n";
    assertThat(load(CatalogueFile.ITEMS, items).version()).isPresent();
    long head = shelf.journal.headSeq();
    ImportResult again = load(CatalogueFile.ITEMS, items);
    assertThat(again.changed()).isZero();
    assertThat(again.unchanged()).isEqualTo(2);
    assertThat(again.version()).isEmpty();
    assertThat(shelf.journal.headSeq()).isEqualTo(head);
    ImportResult one =
        load(CatalogueFile.ITEMS, "code,name,tax_class\npen,Pen,standard\nink,Inks,standard\n");
    assertThat(one.changed() + " " + one.unchanged()).isEqualTo("1 1");
  }

  @Test
  void aColumnThatTheFileHasNot_isLeftAsItIs_andAnEmptyCellEmpties() {
    load(
        CatalogueFile.ITEMS,
        "code,name,tax_class,category,bar_codes\npen,Pen,standard,office,4006381333931\n");
    load(CatalogueFile.ITEMS, "code,name,tax_class\npen,Fountain pen,standard\n");
    assertThat(item("pen").orElseThrow().barCodes()).containsExactly("4006381333931");
    load(CatalogueFile.ITEMS, "code,name,tax_class,bar_codes\npen,Pen,standard,\n");
    assertThat(item("pen").orElseThrow().barCodes()).isEmpty();
    assertThat(item("pen").orElseThrow().category()).isEqualTo("office");
  }

  @Test
  void badLinesOfItems_areNamed_andOnlyTheGoodOnesTaken() {
    String file =
        "code,name,category,tax_class,unit,parent,variant,bar_codes,status\n"
            + ",Pen,,standard,,,,,\n" // 2
            + "pen,,,standard,,,,,\n"
            + "pen2,Pen,,,,,,,\n"
            + "pen3,Pen,,none-such,,,,,\n"
            + ("c".repeat(65) + ",Pen,,standard,,,,,\n")
            + ("pen4," + "n".repeat(201) + ",,standard,,,,,\n") // 7
            + ("pen5,Pen," + "k".repeat(101) + ",standard,,,,,\n")
            + "pen6,Pen,,standard,furlong,,,,\n"
            + "pen7,Pen,,standard,,nobody,,,\n"
            + "pen8,Pen,,standard,,pen8,,,\n"
            + "pen9,Pen,,standard,,,size=L,,\n" // 12
            + "pen10,Pen,,standard,,good,size,,\n"
            + "pen11,Pen,,standard,,,,4006381333932,\n"
            + "pen12,Pen,,standard,,,,,sold\n"
            + "good,Good,,standard,,,,4006381333931,\n"
            + "good,Again,,standard,,,,,\n" // 17
            + "pen13,Pen,,standard,,,,04006381333931,\n"
            + "pen14,Pen,,standard,,,\n"
            + "pen15,\"Pen,,standard,,,,,\n"
            + "pen16,Pe\"n,,standard,,,,,\n"
            + ("pen17,Pen,,standard,,,," + "x".repeat(CsvRows.MAX_LINE) + ",\n") // 22
            + "child,Child,,standard,,good,size=S,,\n"
            + "grandchild,Child,,standard,,child,size=S,,\n"
            + "orphan,Child,,standard,,pen7,size=S,,\n"
            + ("pen18,Pen,,standard,,,," + "a;".repeat(40) + "a,\n")
            + "pen19,\u0007Pen,,standard,,,,,\n"; // 27
    ImportResult refused = load(CatalogueFile.ITEMS, file);
    assertThat(faults(refused))
        .containsExactly(
            "2 code MISSING",
            "3 name MISSING",
            "4 tax_class MISSING",
            "5 tax_class UNKNOWN_TAX_CLASS",
            "6 code TEXT",
            "7 name TEXT",
            "8 category TEXT",
            "9 unit UNIT",
            "10 parent UNKNOWN_ITEM",
            "11 parent VARIANT_OF_VARIANT",
            "12 variant VARIANT",
            "13 variant VARIANT",
            "14 bar_codes BAR_CODE",
            "15 status WORD",
            "17  TWICE",
            "18 bar_codes CODE_TAKEN",
            "19  FIELDS",
            "20  NOT_CSV",
            "21  NOT_CSV",
            "22  NOT_CSV",
            "24 parent VARIANT_OF_VARIANT",
            "25 parent UNKNOWN_ITEM",
            "26 bar_codes TOO_MANY",
            "27 name TEXT");
    assertThat(refused.version()).isEmpty();
    assertThat(item("good")).isEmpty();

    ImportResult taken = load(CatalogueFile.ITEMS, file, ImportMode.GOOD_LINES);
    assertThat(faults(taken)).isEqualTo(faults(refused));
    assertThat(taken.changed()).isEqualTo(2);
    assertThat(item("good").orElseThrow().name()).isEqualTo("Good");
    assertThat(item("child")).isPresent();
    assertThat(load(CatalogueFile.ITEMS, file, ImportMode.GOOD_LINES).version()).isEmpty();
  }

  @Test
  void aBarCode_movesToItsSuccessor_andIsNotSharedByTwoThatAreSold() {
    String head = "code,name,tax_class,bar_codes,status\n";
    load(CatalogueFile.ITEMS, head + "old,Old,standard,4006381333931,\n");
    assertThat(faults(load(CatalogueFile.ITEMS, head + "new,New,standard,4006381333931,active\n")))
        .containsExactly("2 bar_codes CODE_TAKEN");
    ImportResult both =
        load(
            CatalogueFile.ITEMS,
            head
                + "new,New,standard,4006381333931,active\n"
                + "old,Old,standard,4006381333931,withdrawn\n");
    assertThat(faults(both)).isEmpty();
    assertThat(
            shelf.catalogue.<Optional<CatalogueItem>>read(
                tx -> CatalogueBook.find(tx, "4006381333931")))
        .map(CatalogueItem::code)
        .contains("new");
    assertThat(faults(load(CatalogueFile.ITEMS, head + "old,Old,standard,4006381333931,\n")))
        .containsExactly("2 bar_codes CODE_TAKEN");
  }

  @Test
  void badLinesOfOtherFiles_areNamed() {
    load(CatalogueFile.ITEMS, "code,name,tax_class\npen,Pen,standard\n");
    assertThat(
            faults(
                load(
                    CatalogueFile.PRICES,
                    "list,code,price,from,to\n"
                        + "base,pen,1.50,2025-03-10,2025-03-09\n"
                        + "base,pen,1.50,10.3.2025,\n"
                        + "base,pen,1.50,2025-02-30,\n"
                        + "base,pen,-1.50,,\n"
                        + "base,pen,1e3,,\n"
                        + "base,pen,1.1234567,,\n"
                        + "base,pen,,,\n"
                        + "web,pen,1.50,,\n"
                        + "base,ink,1.50,,\n"
                        + "base,pen,1.50,0001-01-01,\n"
                        + "base,pen,1.50,,\n"
                        + "base,pen,1.60,,2025-12-31\n")))
        .containsExactly(
            "2 to DATE",
            "3 from DATE",
            "4 from DATE",
            "5 price DECIMAL",
            "6 price DECIMAL",
            "7 price DECIMAL",
            "8 price MISSING",
            "9 list UNKNOWN_LIST",
            "10 code UNKNOWN_ITEM",
            "11 from DATE",
            "13  TWICE");
    assertThat(
            faults(
                load(
                    CatalogueFile.LISTS,
                    "list,currency,rank,channels,from,to\n"
                        + "a list,GBP,,,,\n"
                        + "web,POUND,,,,\n"
                        + "web,XXX,,,,\n"
                        + "web,GBP,1001,,,\n"
                        + "web,GBP,-1,,,\n"
                        + "web,GBP,1,shop;my web,,\n"
                        + "web,GBP,1,shop,2025-03-02,2025-03-01\n"
                        + "web,,1,shop,,\n")))
        .containsExactly(
            "2 list TEXT",
            "3 currency CURRENCY",
            "4 currency CURRENCY",
            "5 rank DECIMAL",
            "6 rank DECIMAL",
            "7 channels TEXT",
            "8 to DATE",
            "9 currency MISSING");
    assertThat(
            faults(
                load(
                    CatalogueFile.TAXES,
                    "tax_class,from,taxes\n"
                        + "food,,\n"
                        + "food,,A:5\n"
                        + "food,,A:5:inside\n"
                        + "food,,A:5:included;B:2:added\n"
                        + "food,,A:1001:included\n"
                        + "food,,A:5:included:twice\n"
                        + "food,soon,A:5:included\n"
                        + "food,,S:8.875:added;Q:9.975:added:compound\n")))
        .containsExactly(
            "2 taxes MISSING",
            "3 taxes TAXES",
            "4 taxes TAXES",
            "5 taxes TAXES",
            "6 taxes TAXES",
            "7 taxes TAXES",
            "8 from DATE");
    assertThat(
            faults(
                load(
                    CatalogueFile.COSTS,
                    "code,from,currency,cost\n"
                        + "pen,,GBP,1\n"
                        + "pen,2025-03-01,GBP,x\n"
                        + "ink,2025-03-01,GBP,1\n"
                        + "pen,2025-03-01,GBP,0.75\n")))
        .containsExactly("2 from MISSING", "3 cost DECIMAL", "4 code UNKNOWN_ITEM");
  }

  @Test
  void aHeaderThatDoesNotFit_isRefused_andNoLineIsRead() {
    ImportResult result =
        load(
            CatalogueFile.ITEMS,
            "code,nome,code,tax_class\npen,Pen,pen,standard\n",
            ImportMode.GOOD_LINES);
    assertThat(faults(result))
        .containsExactly(
            "1 column 2 UNKNOWN_COLUMN", "1 code COLUMN_TWICE", "1 name COLUMN_MISSING");
    assertThat(result.lines()).isZero();
    assertThat(faults(load(CatalogueFile.ITEMS, ""))).contains("1 code COLUMN_MISSING");
    assertThat(faults(load(CatalogueFile.ITEMS, "\"code\n"))).containsExactly("1  NOT_CSV");
  }

  @Test
  void noFault_holdsWhatStandsInTheFile() {
    ImportResult result =
        load(
            CatalogueFile.ITEMS,
            "code,name,tax_class,unit,status\n"
                + (SECRET + "\u0001,x,standard,,\n")
                + ("a,x," + SECRET + ",,\n")
                + ("b,x,standard," + SECRET + ",\n")
                + ("c,x,standard,," + SECRET + "\n")
                + ("d,x,standard," + SECRET + "\n"));
    assertThat(result.faults()).hasSize(5);
    assertThat(result.toString()).doesNotContain(SECRET);
    result.faults().forEach(it -> assertThat(it.sentence()).doesNotContain(SECRET));
    assertThat(result.faults().get(2).sentence()).isEqualTo("line 4, unit: is not a unit");
    assertThat(Fault.CODE_TAKEN.code()).isEqualTo("catalogue.codeTaken");
  }

  @Test
  void toBeLookedAtOnly_writesNothing() {
    long head = shelf.journal.headSeq();
    ImportResult result =
        load(CatalogueFile.ITEMS, "code,name,tax_class\npen,Pen,standard\n", ImportMode.CHECK);
    assertThat(result.isSound()).isTrue();
    assertThat(result.changed()).isEqualTo(1);
    assertThat(result.version()).isEmpty();
    assertThat(shelf.journal.headSeq()).isEqualTo(head);
  }

  @Test
  void moreLinesThanTheBound_areRefused_withNothingWritten() {
    long head = shelf.journal.headSeq();
    Reader much =
        new StringReader(
            "code,name,tax_class\npen,Pen,standard\n" + "\n".repeat(CsvRows.MAX_LINES));
    assertThatThrownBy(
            () ->
                shelf.catalogue.load(
                    "ann", "a file", CatalogueFile.ITEMS, much, ImportMode.GOOD_LINES))
        .isInstanceOfSatisfying(
            TillwrightException.class, it -> assertThat(it.code()).isEqualTo("catalogue.tooLarge"));
    assertThat(shelf.journal.headSeq()).isEqualTo(head);
  }

  @Test
  void whatIsExported_comesBackAsItWas() throws IOException {
    load(
        CatalogueFile.ITEMS,
        "code,name,category,tax_class,unit,parent,variant,bar_codes,status\n"
            + "shirt,''=Shirt,\"a, b\",standard,,,,,\n"
            + "shirt-l,\"Say \"\"L\"\"\",clothes,standard,,shirt,size=L;colour=red,A-1;B-2,\n"
            + "ham,-Ham,,standard,kg,,,,withdrawn\n");
    load(
        CatalogueFile.LISTS,
        "list,currency,rank,channels,from,to\nweb,GBP,10,web;phone,2025-03-01,2025-03-31\n");
    load(
        CatalogueFile.PRICES,
        "list,code,price,from,to\n"
            + "base,shirt,12.50,,\n"
            + "base,shirt,none,2025-01-01,\n"
            + "web,ham,9.999,2025-03-02,2025-03-03\n");
    load(
        CatalogueFile.TAXES, "tax_class,from,taxes\nsales,,S:8.875:added;Q:9.975:added:compound\n");
    load(CatalogueFile.COSTS, "code,from,currency,cost\nham,2025-01-01,GBP,4.25\n");
    List<String> rows = unversioned(shelf);
    try (Shelf copy = new Shelf("central", () -> Database.sqlite(dir.resolve("copy.db")))) {
      for (CatalogueFile file :
          List.of(
              CatalogueFile.TAXES,
              CatalogueFile.LISTS,
              CatalogueFile.ITEMS,
              CatalogueFile.PRICES,
              CatalogueFile.COSTS)) {
        StringBuilder csv = new StringBuilder();
        shelf.catalogue.export(file, csv);
        ImportResult back =
            copy.catalogue.load(
                "ann", "copy", file, new StringReader(csv.toString()), ImportMode.ALL_OR_NOTHING);
        assertThat(faults(back)).as(csv.toString()).isEmpty();
        assertThat(load(file, csv.toString()).version()).as("to where it came from").isEmpty();
      }
      assertThat(unversioned(copy)).isEqualTo(rows);
    }
    assertThat(
            shelf.catalogue.<UnitPrice>read(
                tx ->
                    CatalogueBook.article(tx, "ham", LocalDate.of(2025, 3, 2), Shelf.GBP)
                        .orElseThrow()
                        .price("web")
                        .orElseThrow()
                        .unitPrice()))
        .isEqualTo(Shelf.pounds("9.999"));
  }

  private static List<String> unversioned(Shelf shelf) {
    return shelf.rows().stream()
        .filter(it -> !it.startsWith("version"))
        .map(it -> it.replaceFirst(" [0-9]+central", " "))
        .sorted()
        .toList();
  }
}
