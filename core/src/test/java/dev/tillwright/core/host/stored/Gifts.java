package dev.tillwright.core.host.stored;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.host.stored.StoredMove.Kind;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.GiftCards;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.store.KeyedIndex;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.Currency;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;

/** What the tests of stored value share. */
public final class Gifts {
  public static final Currency GBP = Currency.getInstance("GBP");
  public static final KeyedIndex INDEX = Gifts::index;
  public static final GiftCards CARDS = GiftCards.of(INDEX);
  private static final SecureRandom RANDOM = new SecureRandom();

  private Gifts() {}

  private static String index(String field, byte[] value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("a key of the tests".getBytes(StandardCharsets.UTF_8), "HMAC"));
      mac.update(field.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(value));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static ProtectedCard card() {
    return CARDS.protect(GiftNumber.random(RANDOM));
  }

  public static CardToken token() {
    return card().token();
  }

  public static Money pence(long minor) {
    return Money.ofMinor(minor, GBP);
  }

  public static PaymentKey key(long seq) {
    return new PaymentKey("till-01", 1, seq);
  }

  public static StoredMove move(long seq, Kind kind, CardToken card, long minor) {
    return StoredMove.of(key(seq), kind, card, pence(minor));
  }

  public static DataSource sqlite(Path file) {
    return (DataSource)
        Proxy.newProxyInstance(
            Gifts.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> DriverManager.getConnection("jdbc:sqlite:" + file));
  }
}
