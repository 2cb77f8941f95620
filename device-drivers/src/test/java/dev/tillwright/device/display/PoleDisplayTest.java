package dev.tillwright.device.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tillwright.device.OneLine;
import dev.tillwright.device.Vectors;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.LineDisplay.Shown;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.DisplayScreen;
import dev.tillwright.device.virtual.VirtualDisplay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A display that shows what it is told, in both dialects (F9). */
class PoleDisplayTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  @Test
  void vectors_ofTheScreen() throws IOException {
    int checked = 0;
    for (JsonNode row : Vectors.rows("display.json", "cases")) {
      DisplayScreen screen = new DisplayScreen(2, 20, StandardCharsets.US_ASCII);
      byte[] bytes = HexFormat.of().parseHex(row.get("hex").textValue());
      for (byte b : bytes) {
        screen.accept(b); // one by one: a command may come in pieces
      }
      List<String> expected = new ArrayList<>();
      row.get("screen").forEach(line -> expected.add(line.textValue()));
      assertThat(screen.rows()).isEqualTo(expected);
      checked++;
    }
    System.out.println("display.json: " + checked + " rows checked");
  }

  private static void until(BooleanSupplier seen) {
    long end = System.nanoTime() + AMPLE.toNanos();
    while (!seen.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(seen.getAsBoolean()).isTrue();
  }

  private static PoleDisplay.Builder driver(VirtualDisplay peer) {
    return PoleDisplay.builder("pole", TcpTransport.of("127.0.0.1", peer.port()));
  }

  @Test
  void chineseText_takesTwoColumnsACharacter_andIsCutBetweenCharacters() {
    Charset gb = Charset.forName("GB18030");
    try (VirtualDisplay peer = VirtualDisplay.start(2, 8, gb);
        PoleDisplay display = driver(peer).size(2, 8).charset(gb).build()) {
      assertThat(display.show(List.of("\u5408\u8ba1 12", "\u5408\u8ba1\u5408\u8ba1\u5408"), AMPLE))
          .isEqualTo(new Shown(0, 2));
      until(() -> peer.rows().get(1).startsWith("\u5408\u8ba1\u5408\u8ba1"));
      assertThat(peer.rows().get(0)).isEqualTo("\u5408\u8ba1 12 ");
    }
  }

  @Test
  void aText_isNeverACommand_andWhatIsLackingIsCounted() {
    for (DisplayDialect dialect : DisplayDialect.values()) {
      try (VirtualDisplay peer = VirtualDisplay.start(2, 20, StandardCharsets.US_ASCII);
          PoleDisplay display = driver(peer).dialect(dialect).build()) {
        assertThat(display.show(List.of("12.34 \u20ac\u001b@\f"), AMPLE))
            .isEqualTo(new Shown(3, 0));
        until(() -> peer.rows().get(0).strip().equals("12.34 ??@?"));
        display.brightness(0, AMPLE);
        until(() -> peer.brightness() == 1);
        display.brightness(100, AMPLE);
        until(() -> peer.brightness() == 4);
        peer.unplug();
        display.probe(AMPLE);
        display.show(List.of("again"), AMPLE);
        until(() -> peer.rows().get(0).strip().equals("again"));
      }
    }
  }

  @Test
  void afterHalfACommand_theDisplayIsBegunAnew() {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    OneLine line = new OneLine(taken::write);
    try (PoleDisplay display = PoleDisplay.builder("pole", line).build()) {
      line.takes(DisplayDialect.CD5220.begin().length + 1);
      assertThatThrownBy(() -> display.show(List.of("TOTAL"), AMPLE))
          .isInstanceOf(DeviceException.class);
      line.takes(1); // and in the middle of beginning
      assertThatThrownBy(() -> display.show(List.of("TOTAL"), AMPLE))
          .isInstanceOf(DeviceException.class);
      line.takes(Integer.MAX_VALUE);
      taken.reset();
      display.show(List.of("TOTAL"), AMPLE);
      assertThat(line.connects()).isEqualTo(3);
      assertThat(taken.toByteArray()).startsWith(DisplayDialect.CD5220.begin());
    }
  }

  @Test
  void whenNothingIsShownForLong_theIdleMessageStands() {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (VirtualDisplay peer = VirtualDisplay.start(2, 20, StandardCharsets.US_ASCII);
        PoleDisplay display = driver(peer).timer(timer).build()) {
      display.show(List.of("TOTAL 12.34"), AMPLE);
      display.idleMessage(List.of("WELCOME"), Duration.ofMillis(50));
      until(() -> peer.rows().get(0).strip().equals("WELCOME"));
      display.idleMessage(List.of(), Duration.ofMillis(50));
      display.show(List.of("TOTAL 1.00"), AMPLE);
      until(() -> peer.rows().get(0).strip().equals("TOTAL 1.00"));
      display.idleMessage(List.of("WELCOME"), Duration.ofHours(1));
      timer.shutdownNow();
      assertThat(display.show(List.of("TOTAL 2.00"), AMPLE)).isNotNull();
      until(() -> peer.rows().get(0).strip().equals("TOTAL 2.00"));
    } finally {
      timer.shutdownNow();
    }
  }

  @Test
  void noise_neverBreaksTheScreen() {
    fuzz(100_000);
  }

  @Test
  @Tag("campaign-fuzz")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void tenMillionBytes_neverBreakTheScreen() {
    fuzz(10_000_000);
  }

  private static void fuzz(long usual) {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    long count = Long.getLong("fuzz.count", usual);
    System.out.println("display fuzz: seed " + seed + ", " + count + " bytes");
    Random random = new Random(seed);
    DisplayScreen screen = new DisplayScreen(2, 20, StandardCharsets.ISO_8859_1);
    byte[] bytes = new byte[1_000];
    for (long done = 0; done < count; done += bytes.length) {
      random.nextBytes(bytes);
      for (int at = random.nextInt(3); at < bytes.length; at += 3) {
        bytes[at] = (byte) (random.nextBoolean() ? 0x1b : 0x1f);
      }
      screen.accept(bytes);
      assertThat(screen.rows()).as("seed " + seed).allMatch(row -> row.length() == 20);
    }
  }
}
