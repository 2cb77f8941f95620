package dev.tillwright.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TILL = "till-01";

  private static final byte[] FILE = "A;1.00\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path dir;

  private static Settings prices() {
    return Settings.of("prices")
        .with("list", "spring 2026")
        .withDigest("file", FILE)
        .with("cafe", "Caf\u00e9");
  }

  @Test
  void digest_isWhatAnotherProgramComputes_inAnyOrder() {
    String fromPython = "cb9ae8b1df9049e3a4ce7cc4f7ec44601cdd96c97dffdee4dab019bd3534cb16";
    assertThat(prices().digest()).isEqualTo(fromPython);
    Settings other = Settings.of("prices").with("cafe", "Caf\u00e9").with("list", "spring 2026");
    assertThat(other.digest()).isNotEqualTo(fromPython);
    assertThat(other.withDigest("file", FILE).digest()).isEqualTo(fromPython);
  }

  @Test
  void whatIsTooMuch_orSoundsLikeASecret_isRefused_withoutItsValue() {
    refused(() -> Settings.of("Prices"));
    refused(() -> prices().with("9", "x"));
    refused(() -> prices().with("x", "4".repeat(4_001)));
    for (String secret : List.of("hostPassword", "apiSecret", "private-key", "cvv", "trackData")) {
      refused(() -> prices().with(secret, "4711"));
    }
    Settings full = Settings.of("full");
    for (int n = 0; n < 16; n++) {
      full = full.with("v" + n, "x".repeat(4_000));
    }
    Settings nearly = full;
    refused(() -> nearly.with("v16", "x".repeat(4_000)));
    Settings many = Settings.of("many");
    for (int n = 0; n < 256; n++) {
      many = many.with("v" + n, n);
    }
    Settings most = many;
    refused(() -> most.with("one", true));
    assertThat(full.withText("long", "y".repeat(4_001)).values().get("long")).startsWith("sha256:");
  }

  private static void refused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("4711");
  }

  @Test
  void theBook_tellsWhatWasInForce_atAnyEntry_andAfterRebuilding() {
    try (Database books = Database.sqlite(dir.resolve("till.db"));
        Journal journal = Journal.open(books, TILL, Clock.systemUTC())) {
      journal.follow(new SettingsBook());
      put(journal, prices(), null); // 1
      journal.append(new Draft("sale.completed", "{}"), SOON); // 2
      Settings summer = prices().with("list", "summer 2026");
      put(journal, summer, "max"); // 3
      put(journal, Settings.of("devices").with("printer", "front"), null); // 4
      journal.append(
          List.of(
              new Draft(SettingsEntries.KIND, "{\"of\":\"another program\"}"),
              new Draft("settings.unheard", "{}")),
          SOON); // 5, 6
      for (int time = 0; time < 2; time++) {
        journal.awaitFollowers(SOON);
        assertThat(at(journal, 2)).containsExactly(prices());
        assertThat(at(journal, 3)).containsExactly(summer);
        assertThat(at(journal, 9)).extracting(Settings::area).containsExactly("devices", "prices");
        assertThat(at(journal, 0)).isEmpty();
        assertThat(books.read(tx -> SettingsBook.at(TILL, "prices", 9, tx)).orElseThrow().by())
            .contains("max");
        List<InForce> history = books.read(tx -> SettingsBook.history(TILL, "prices", 0, 9, tx));
        assertThat(history).extracting(InForce::since).containsExactly(1L, 3L);
        journal.rebuild(SettingsBook.NAME);
      }
    }
  }

  @Test
  void anEntryWhoseValuesWereChanged_isNotRead() {
    Draft draft = SettingsEntries.changes(List.of(prices()), List.of(), null).get(0);
    assertThat(SettingsEntries.read(1, draft.payload()).settings()).isEqualTo(prices());
    assertThatThrownBy(() -> SettingsEntries.read(1, draft.payload().replace("spring", "winter")))
        .isInstanceOf(JsonException.class);
    assertThat(
            SettingsEntries.changes(
                List.of(prices()), List.of(SettingsEntries.read(1, draft.payload())), "max"))
        .as("nothing differs")
        .isEmpty();
  }

  private static void put(Journal journal, Settings settings, @Nullable String by) {
    journal.append(SettingsEntries.changes(List.of(settings), List.of(), by), SOON);
  }

  private static List<Settings> at(Journal journal, long seq) {
    return journal.database().read(tx -> SettingsBook.at(TILL, seq, tx)).stream()
        .map(InForce::settings)
        .toList();
  }
}
