package dev.tillwright.examples.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.examples.shop.CardNumbers;
import dev.tillwright.examples.shop.CornerShop;
import dev.tillwright.examples.shop.House;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The leak hunt: a till sells for some days with everything logged, while the cards, the secrets
 * and the payment host live in this process. Then all that the till wrote, and its live objects,
 * are searched for every card number used, for PINs, the passphrase and the keys.
 *
 * <p>{@code -Dleakhunt.days=31} hunts through the whole month.
 */
class LeakHuntTest {
  private static final String PASSPHRASE = "Vq7 hedgehog under nine lamps";
  private static final String CASHIER_PIN = "730194825516";
  private static final String MANAGER_PIN = "918273645012";

  @TempDir Path folder;

  private final Set<String> used = new ConcurrentSkipListSet<>();
  private final List<byte[]> keys = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  private String answer(String line) {
    String[] parts = line.split(" ", 2);
    if (parts[0].equals("card")) {
      String number = CardNumbers.of(parts[1]);
      used.add(number);
      return number;
    }
    return switch (parts[1]) {
      case "ann" -> CASHIER_PIN;
      case "max" -> MANAGER_PIN;
      default -> PASSPHRASE;
    };
  }

  @Test
  void afterDaysOfSales_noCardPinOrKey_isInAnyFileOrLiveObject() throws Exception {
    int days = Integer.getInteger("leakhunt.days", 1);
    Path out = folder.resolve("out");
    Path dumps = Files.createDirectories(folder.resolve("dumps"));
    Folder work = Folder.prepare(out);
    work.keepProgram(House.ENGLISH.program());
    Path data = folder.resolve("month.csv");
    CornerShop.write(data, House.ENGLISH, CornerShop.DEFAULT_SEED);
    SoftwareKeys.open(
            out.resolve("vault/keys"),
            PASSPHRASE.toCharArray(),
            Acknowledgement.KEYS_IN_SOFTWARE,
            Clock.systemUTC(),
            new RememberingRandom())
        .close();
    try (World world = World.open(House.ENGLISH, 0, 0, null);
        SecretDesk desk = new SecretDesk(this::answer)) {
      sell(world, desk, out, data, days, dumps);
      for (int i = 0; i < world.papers().size(); i++) {
        world.papers().get(i).writeTo(out.resolve("receipts"));
      }
    }
    Files.write(out.resolve("said.txt"), said);

    Quarry cards = new Quarry();
    used.forEach(number -> cards.digits("card", number));
    Quarry secrets =
        new Quarry()
            .text("passphrase", PASSPHRASE)
            .digits("cashier's PIN", CASHIER_PIN)
            .digits("manager's PIN", MANAGER_PIN);
    Quarry ring = new Quarry();
    keys.forEach(key -> ring.key("key", key));

    long logged = Files.readAllLines(out.resolve("worker.log")).size();
    String exceptions = Files.readString(out.resolve("exceptions.txt"));
    Set<String> files = new TreeSet<>();
    try (var all = Files.walk(out)) {
      all.filter(Files::isRegularFile).forEach(it -> files.add(out.relativize(it).toString()));
    }
    System.out.printf(
        "leak hunt: %d days, %d cards in %d forms, %d secrets' forms, %d keys' forms; %d lines"
            + " logged; files searched: %s%n",
        days, used.size(), cards.patterns(), secrets.patterns(), ring.patterns(), logged, files);
    Map<String, Integer> held = cards.in(dumps.resolve("held.hprof"));
    Map<String, Integer> open = ring.in(dumps.resolve("open.hprof"));
    int files1 = tell("cards in files", cards.in(out));
    int files2 = tell("secrets in files", secrets.in(out));
    int files3 = tell("keys in files", ring.in(out));
    int live1 =
        tell("cards in live objects after the sales", cards.in(dumps.resolve("open.hprof")));
    int live2 =
        tell("secrets in live objects after the sales", secrets.in(dumps.resolve("open.hprof")));
    int closed1 = tell("cards when all is closed", cards.in(dumps.resolve("closed.hprof")));
    int closed2 = tell("secrets when all is closed", secrets.in(dumps.resolve("closed.hprof")));
    int closed3 = tell("keys when all is closed", ring.in(dumps.resolve("closed.hprof")));

    // What must be found: the hunt is able to find, and had something to look at.
    assertThat(held).as("a card that is held open").isNotEmpty();
    assertThat(open).as("keys of the open ring").isNotEmpty();
    assertThat(used).hasSizeGreaterThan(10);
    assertThat(keys).hasSizeGreaterThanOrEqualTo(3);
    assertThat(logged).isPositive();
    assertThat(exceptions).contains("Exception").doesNotContain("nothing was thrown");
    assertThat(files1 + files2 + files3 + live1 + live2 + closed1 + closed2 + closed3)
        .as("found where nothing may be")
        .isZero();
  }

  private static int tell(String where, Map<String, Integer> found) {
    int count = found.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println("leak hunt: " + where + ": " + count + (count == 0 ? "" : " " + found));
    return count;
  }

  private void sell(World world, SecretDesk desk, Path out, Path data, int days, Path dumps)
      throws Exception {
    Process till =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-Djava.awt.headless=true",
                "-Dslf4j.provider=" + FileLog.class.getName(),
                "-Dlog.file=" + out.resolve("worker.log"),
                "-cp",
                System.getProperty("java.class.path"),
                LeakHuntTill.class.getName(),
                out.toString(),
                data.toString(),
                CornerShop.FIRST_DAY.toString(),
                CornerShop.FIRST_DAY.plusDays(days - 1).toString(),
                String.valueOf(world.hostPort()),
                String.valueOf(world.printerPort()),
                String.valueOf(desk.port()),
                dumps.toString())
            .redirectError(out.resolve("stderr.txt").toFile())
            .start();
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(till.getInputStream(), StandardCharsets.UTF_8));
        OutputStream answers = till.getOutputStream()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.startsWith(Pipe.HOST)) {
          world.hostOnline(line.endsWith("online"));
          answers.write((Pipe.OK + "\n").getBytes(StandardCharsets.UTF_8));
          answers.flush();
        }
      }
      assertThat(till.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(till.exitValue()).as(Files.readString(out.resolve("stderr.txt")) + said).isZero();
    } finally {
      till.destroyForcibly();
    }
  }

  /** Real chance, and the keys that were made of it. */
  private final class RememberingRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      super.nextBytes(bytes);
      if (bytes.length == 32) {
        keys.add(bytes.clone());
      }
    }
  }
}
