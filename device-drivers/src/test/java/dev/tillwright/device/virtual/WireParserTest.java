package dev.tillwright.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The virtual printer fed with bytes written by hand, not by the driver. */
@Timeout(60)
class WireParserTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  @TempDir Path folder;

  /** Texts are taken as ISO 8859-1, so that any byte can be written. */
  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof Integer value) {
        out.write(value);
      } else if (part instanceof byte[] raw) {
        out.writeBytes(raw);
      } else {
        out.writeBytes(part.toString().getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return out.toByteArray();
  }

  private static Paper feed(VirtualPrinter printer, Object... parts) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), printer.port())) {
      socket.getOutputStream().write(bytes(parts));
    }
    return printer.awaitPaper(1, AMPLE);
  }

  private static Paper feed(Object... parts) throws Exception {
    try (VirtualPrinter printer = VirtualPrinter.builder().pictures(false).start()) {
      return feed(printer, parts);
    }
  }

  @Test
  void textWithoutACut_isLeftHanging() throws Exception {
    Paper paper = feed("hello");
    assertThat(paper.text()).isEqualTo("hello\n");
    assertThat(paper.cut()).isFalse();
    assertThat(paper).hasToString("Paper[1, torn]");
  }

  @Test
  void aLineLongerThanThePaper_goesOnBelow() throws Exception {
    assertThat(feed("x".repeat(50), "\n").text()).isEqualTo("x".repeat(48) + "\nxx\n");
  }

  @Test
  void modes_tabs_sides_andFeeds() throws Exception {
    Paper paper =
        feed(
            "a\tb\r\n",
            "\u001ba1mid\n\u001baBad\n\u001ba2right\n",
            "\u001ba0\u001b!",
            0x30,
            "big\u001b!",
            0,
            "\n",
            "\u001b-",
            1,
            "under\u001b-",
            0,
            "\n",
            "\u001bG",
            1,
            "strike\u001bE",
            0,
            "\n",
            "\u001b3",
            40,
            "x\n\u001b2\u001bM",
            0,
            "\u001dL",
            0,
            0,
            "\u001dW",
            0,
            2,
            "\u001bJ",
            60,
            "y\u001bJ",
            90,
            "\u001dV",
            0);
    assertThat(paper.text())
        .startsWith("a       b\n")
        .contains("\n                      mid\n")
        .contains("\n                                           right\n")
        .contains("\nbig\n")
        .contains("\nx\n\n\ny\n");
    assertThat(paper.cut()).isTrue();
    assertThat(paper.complaints()).containsExactly("not understood: 1B 61 42");
  }

  @Test
  void whatIsNotUnderstood_isToldWithItsBytes() throws Exception {
    Paper paper =
        feed(
            "a",
            0x07,
            "\u001bz\u001cx\u001dq\u0010",
            9,
            "\u001bt",
            99,
            "\u001d(k",
            3,
            0,
            48,
            65,
            0,
            "\u001d(k",
            3,
            0,
            49,
            99,
            0,
            "\u001dvx",
            0,
            1,
            0,
            1,
            0,
            "\n");
    assertThat(paper.complaints())
        .containsExactly(
            "not understood: 07",
            "not understood: 1B 7A",
            "not understood: 1C 78",
            "not understood: 1D 71",
            "not understood: 10 09",
            "not understood: 1B 74 63",
            "not understood: 1D 28 6B",
            "not understood: 1D 28 6B 63",
            "not understood: 1D 76 78");
  }

  @Test
  void otherDoubleWidthSets_areRead() throws Exception {
    try (VirtualPrinter printer =
        VirtualPrinter.builder().wideCharset("Big5").pictures(false).start()) {
      assertThat(feed(printer, "\u001c&", "茶".getBytes(Charset.forName("Big5")), "\n").text())
          .isEqualTo("茶\n");
    }
  }

  @Test
  void pictures_ofDoubleSize_andCodesOfEveryLevel_areDrawn() throws Exception {
    try (VirtualPrinter printer = VirtualPrinter.builder().scale(1).start()) {
      Object[] code = {"\u001d(k", 5, 0, 49, 80, 48, "ab", "\u001d(k", 3, 0, 49, 81, 48};
      Paper paper =
          feed(
              printer,
              "\u001dv0",
              3,
              1,
              0,
              2,
              0,
              0xFF,
              0x81,
              "\u001ba1",
              "\u001d(k",
              3,
              0,
              49,
              69,
              50,
              bytes(code),
              "\u001d(k",
              3,
              0,
              49,
              69,
              51,
              bytes(code),
              "\u001d(k",
              3,
              0,
              49,
              69,
              48,
              bytes(code),
              "\u001b!",
              0x88,
              "bold and underlined\n");
      assertThat(paper.text()).startsWith("[picture: 16 x 4 dots]\n[QR code: ab]\n");
      assertThat(paper.qrCodes()).isEqualTo(List.of("ab", "ab", "ab"));
      assertThat(Files.size(paper.writeTo(folder))).isPositive();
    }
  }

  @Test
  void noise_neverStopsThePrinter() throws Exception {
    long seed = 42;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    try (VirtualPrinter printer = VirtualPrinter.builder().pictures(false).start()) {
      for (int i = 0; i < 200; i++) {
        byte[] noise = new byte[400];
        random.nextBytes(noise);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), printer.port())) {
          socket.getOutputStream().write(noise);
        } catch (java.io.IOException e) {
          // The printer hung up first.
        }
      }
      // With sixteen connections still in work, one more is hung up on: then it is made again.
      boolean printed = false;
      while (!printed) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), printer.port())) {
          socket.getOutputStream().write(bytes("\u001b@still here\n\u001dV", 0, "\u001dr", 1));
          printed = socket.getInputStream().read() == 0;
        } catch (java.io.IOException e) {
          // Hung up on.
        }
      }
      List<Paper> papers = printer.papers();
      assertThat(papers.get(papers.size() - 1).text()).endsWith("still here\n");
    }
  }

  @Test
  void questions_areAnsweredInOrderAndOutOfIt() throws Exception {
    try (VirtualPrinter printer = VirtualPrinter.builder().pictures(false).start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), printer.port())) {
      socket.getOutputStream().write(bytes(0x10, 4, 1, 0x10, 4, 4, "\u001dr", 1, "\u001dr", 2));
      assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x12, 0x12, 0, 0);
      printer.paperOutAfter(0);
      // A line waits for paper; the question behind it is answered all the same.
      socket.getOutputStream().write(bytes("x\n", 0x10, 4, 4, 0x10, 4, 2, 0x10, 4, 1));
      assertThat(socket.getInputStream().readNBytes(3)).containsExactly(0x7E, 0x32, 0x1A);
      printer.silent(true);
      printer.recover();
      socket.getOutputStream().write(bytes("\u001dr", 1));
      assertThat(socket.getInputStream().read()).isZero();
      assertThat(printer.received()).contains('x');
    }
  }

  @Test
  void theTranscript_keepsTheNewest() {
    WireTranscript transcript = new WireTranscript();
    for (int i = 0; i <= WireTranscript.CAPACITY; i++) {
      transcript.add(i == WireTranscript.CAPACITY ? 7 : 0);
    }
    assertThat(transcript.toArray()).hasSize(WireTranscript.CAPACITY / 2 + 1).endsWith(7);
  }
}
