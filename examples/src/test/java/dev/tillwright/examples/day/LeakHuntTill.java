package dev.tillwright.examples.day;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.token.JdbcTokenVault;
import dev.tillwright.crypto.token.TokenizingProtector;
import dev.tillwright.examples.shop.Days;
import dev.tillwright.examples.shop.House;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** The process that is looked into: a till, and not one card or secret of its own. */
final class LeakHuntTill {
  private static final YearMonth EXPIRY = YearMonth.of(2030, 12);

  private LeakHuntTill() {}

  /**
   * Runs the days and dumps three times: with one card held open, after the sales, after all was
   * closed.
   */
  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(arguments[0]);
    Path data = Path.of(arguments[1]);
    LocalDate first = LocalDate.parse(arguments[2]);
    Days days = new Days(first, LocalDate.parse(arguments[3]));
    int hostPort = Integer.parseInt(arguments[4]);
    int printerPort = Integer.parseInt(arguments[5]);
    Path dumps = Path.of(arguments[7]);
    Pipe pipe =
        new Pipe(
            System.out,
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    Folder folder = new Folder(work);
    try (SecretDesk.Caller desk = new SecretDesk.Caller(Integer.parseInt(arguments[6]))) {
      Shop shop =
          new Shop(
              House.ENGLISH,
              folder,
              hostPort,
              printerPort,
              first.atTime(8, 0).toInstant(ZoneOffset.UTC),
              whose -> desk.ask("secret " + whose),
              null);
      CardRead held = card(desk, "10001");
      dump(dumps.resolve("held.hprof"));
      held.close();
      Month month = new Month(shop, folder, pipe, 3, customer -> card(desk, customer));
      month.enter(data, days, true);
      try (PrintStream exceptions =
          new PrintStream(work.resolve("exceptions.txt").toFile(), StandardCharsets.UTF_8)) {
        misuse(shop, desk, work, exceptions);
      }
      dump(dumps.resolve("open.hprof"));
      shop.close();
      dump(dumps.resolve("closed.hprof"));
      // Still reachable here, so that what is gone was wiped and not merely collected.
      pipe.tell("done " + held + " " + shop.till() + " " + month.hashCode());
    }
  }

  private static CardRead card(SecretDesk.Caller desk, String customer) {
    char[] digits = desk.ask("card " + customer);
    try {
      return CardRead.of(Pan.of(CharBuffer.wrap(digits)), EXPIRY, EntryMode.CONTACTLESS);
    } finally {
      Arrays.fill(digits, '\0');
    }
  }

  /** Whatever goes wrong with a card in hand; every exception is written down with its causes. */
  private static void misuse(Shop shop, SecretDesk.Caller desk, Path work, PrintStream out)
      throws Exception {
    failing(
        out,
        () -> {
          char[] digits = desk.ask("card 10002");
          digits[15] = digits[15] == '0' ? '1' : '0';
          try {
            return Pan.of(CharBuffer.wrap(digits));
          } finally {
            Arrays.fill(digits, '\0');
          }
        });
    failing(
        out,
        () -> {
          CardRead card = card(desk, "10003");
          card.close();
          return card.card().pan().reveal(SecretAccess.forPurpose("misuse"));
        });
    char[] passphrase = desk.ask("secret keys");
    try (SoftwareKeys keys =
            SoftwareKeys.open(
                work.resolve("vault/keys"), passphrase, Acknowledgement.KEYS_IN_SOFTWARE);
        JdbcTokenVault vault = JdbcTokenVault.sqlite(work.resolve("other.db"))) {
      TokenizingProtector cards = TokenizingProtector.open(keys, vault);
      CardToken token;
      try (CardRead card = card(desk, "10004")) {
        token = cards.protect(card).token();
        keys.close();
        failing(out, () -> cards.protect(card));
      }
      failing(out, () -> cards.reveal(token, SecretAccess.forPurpose("misuse")));
      vault.close();
      try (CardRead card = card(desk, "10004")) {
        failing(out, () -> cards.protect(card));
      }
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    char[] wrong = desk.ask("secret keys");
    wrong[0] ^= 1;
    failing(
        out,
        () ->
            SoftwareKeys.open(work.resolve("vault/keys"), wrong, Acknowledgement.KEYS_IN_SOFTWARE));
    Arrays.fill(wrong, '\0');
    failing(
        out,
        () -> {
          char[] pin = desk.ask("secret ann");
          pin[0] ^= 1;
          try {
            return shop.till().logOn("ann", pin).orThrow();
          } finally {
            Arrays.fill(pin, '\0');
          }
        });
  }

  private static void failing(PrintStream out, Callable<?> call) {
    try {
      call.call();
      out.println("nothing was thrown");
    } catch (Exception e) {
      e.printStackTrace(out);
    }
  }

  /**
   * By reflection: the module does not read the one that dumps. Live objects, after a collection.
   */
  private static void dump(Path file) throws ReflectiveOperationException {
    Class<?> diagnostic = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getPlatformMXBean", Class.class)
            .invoke(null, diagnostic);
    diagnostic
        .getMethod("dumpHeap", String.class, boolean.class)
        .invoke(bean, file.toString(), true);
  }
}
