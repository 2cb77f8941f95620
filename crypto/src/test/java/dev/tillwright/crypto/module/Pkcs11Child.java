package dev.tillwright.crypto.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.key.BlockMode;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KcvStyle;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.KeyRef;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyState;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.key.UseLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What {@link Pkcs11Test} runs where the library finds its token. */
final class Pkcs11Child {
  private static final byte[] TEXT = "sixteen bytes ..".getBytes(US_ASCII);
  private static final byte[] CONTEXT = "context".getBytes(US_ASCII);
  private static final byte[] SECRET = "0123456789abcdefFEDCBA9876543210".getBytes(US_ASCII);
  private static final HexFormat HEX = HexFormat.of();

  private final Path folder;
  private final Pkcs11Ring ring;
  private final Keys keys;

  private Pkcs11Child(Path folder, Pkcs11Ring ring, Keys keys) {
    this.folder = folder;
    this.ring = ring;
    this.keys = keys;
  }

  public static void main(String[] arguments) throws Exception {
    Path library = Path.of(arguments[1]);
    Path folder = Path.of(arguments[2]);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    SecureRandom random = new SecureRandom();
    char[] pin = SoftHsm.PIN.toCharArray();
    if (arguments[0].equals("first")) {
      refusedTokens(library, threads);
    }
    try (Pkcs11Token token = Pkcs11Token.open(library, 0, pin, threads, Duration.ofSeconds(20));
        Pkcs11Ring ring = Pkcs11Ring.open(token, random);
        Database database = Database.sqlite(folder.resolve("keys.db"));
        Keys keys =
            Keys.in(
                Pkcs11Module.open(token, database, ring, random, Clock.systemUTC()),
                Clock.systemUTC())) {
      assertThat(token).hasToString("Pkcs11Token[pkcs11 slot 0]");
      Pkcs11Child child = new Pkcs11Child(folder, ring, keys);
      if (arguments[0].equals("first")) {
        child.first();
      } else {
        child.second(token);
      }
      ring.close();
      assertThatIllegalStateException().isThrownBy(() -> ring.current(KeyPurpose.SEAL));
      token.close();
      assertThatIllegalStateException().isThrownBy(token::labels);
    } finally {
      threads.shutdown();
    }
    System.out.println(arguments[0] + ": all held");
  }

  private static void refusedTokens(Path library, ExecutorService threads) {
    Duration deadline = Duration.ofSeconds(20);
    char[] pin = SoftHsm.PIN.toCharArray();
    refused(
        "key.wrongPin",
        () -> Pkcs11Token.open(library, 0, "9999".toCharArray(), threads, deadline));
    refused("key.unavailable", () -> Pkcs11Token.open(library, 7, pin, threads, deadline));
    refused(
        "key.unavailable",
        () -> Pkcs11Token.open(Path.of("/nowhere/lib.so"), 0, pin, threads, deadline));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pkcs11Token.open(library, -1, pin, threads, deadline));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pkcs11Token.open(library, 0, pin, threads, Duration.ZERO));
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    refused("key.timeout", () -> Pkcs11Token.open(library, 0, pin, closed, deadline));
    ExecutorService busy = Executors.newSingleThreadExecutor();
    busy.submit(
        () -> {
          Thread.sleep(60_000);
          return 1;
        });
    refused("key.timeout", () -> Pkcs11Token.open(library, 0, pin, busy, Duration.ofMillis(50)));
    busy.shutdownNow();
  }

  private void first() throws Exception {
    KeyHandle data = keys.generate("data", spec(KeyUsage.D0, KeyAlgorithm.AES, 256));
    byte[] sealed = keys.encrypt(data, TEXT, CONTEXT);
    assertThat(keys.decrypt(data, sealed, CONTEXT)).isEqualTo(TEXT);
    String message = refused("key.refused", () -> keys.decrypt(data, sealed, TEXT));
    for (int at = 0; at < sealed.length; at++) {
      byte[] bad = sealed.clone();
      bad[at] ^= 1;
      assertThat(refused("key.refused", () -> keys.decrypt(data, bad, CONTEXT))).isEqualTo(message);
    }
    assertThat(refused("key.refused", () -> keys.decrypt(data, new byte[20], CONTEXT)))
        .isEqualTo(message);

    loadedKeys_doWhatTheJdkDoes();
    refusals(data);

    KeyHandle counted =
        keys.generate(
            "counted", spec(KeyUsage.D0, KeyAlgorithm.AES, 128).limited(UseLimits.uses(2)));
    keys.encrypt(counted, TEXT, CONTEXT);
    keys.encrypt(counted, TEXT, CONTEXT);
    refused("key.exhausted", () -> keys.encrypt(counted, TEXT, CONTEXT));

    KeyHandle gone = keys.generate("gone", spec(KeyUsage.D0, KeyAlgorithm.AES, 128));
    assertThat(keys.destroy(gone).state()).isEqualTo(KeyState.DESTROYED);
    refused("key.state", () -> keys.encrypt(gone, TEXT, CONTEXT));
    KeyHandle fresh = keys.rotate(data);
    assertThat(keys.decrypt(data, sealed, CONTEXT)).isEqualTo(TEXT);

    KeyId seal = ring.current(KeyPurpose.SEAL);
    byte[] kept = ring.seal(seal, TEXT, CONTEXT);
    KeyId next = ring.rotateSeal();
    assertThat(ring.current(KeyPurpose.SEAL)).isEqualTo(next).isNotEqualTo(seal);
    assertThat(ring.open(seal, kept, CONTEXT)).isEqualTo(TEXT);
    refused("key.refused", () -> ring.open(next, kept, CONTEXT));
    refused("key.unknown", () -> ring.open(new KeyId("seal-0123456789abcdef"), kept, CONTEXT));
    KeyId index = ring.current(KeyPurpose.INDEX);
    KeyId last = ring.rotateSeal();
    byte[] under = ring.seal(next, TEXT, CONTEXT);
    ring.destroySeal(next);
    refused("key.unknown", () -> ring.open(next, under, CONTEXT));
    refused("key.unknown", () -> ring.destroySeal(next));
    assertThatIllegalArgumentException().isThrownBy(() -> ring.destroySeal(last));
    assertThatIllegalArgumentException().isThrownBy(() -> ring.destroySeal(index));
    byte[] mac = ring.mac(index, TEXT);
    assertThat(mac).hasSize(32).isNotEqualTo(ring.mac(ring.current(KeyPurpose.FINGERPRINT), TEXT));
    assertThatIllegalArgumentException().isThrownBy(() -> ring.mac(seal, TEXT));
    assertThatIllegalArgumentException().isThrownBy(() -> ring.seal(index, TEXT, CONTEXT));
    assertThatIllegalArgumentException().isThrownBy(() -> ring.open(index, kept, CONTEXT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ring.seal(seal, new byte[65_537], CONTEXT));
    Files.writeString(
        folder.resolve("known"),
        String.join(
            "\n",
            HEX.formatHex(sealed),
            seal.value(),
            HEX.formatHex(kept),
            last.value(),
            index.value(),
            HEX.formatHex(mac),
            fresh.ref().toString()));
  }

  private void loadedKeys_doWhatTheJdkDoes() throws Exception {
    KeyHandle aes = load("aes", spec(KeyUsage.D0, KeyAlgorithm.AES, 256), SECRET);
    Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
    ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(SECRET, "AES"));
    assertThat(keys.encryptBlocks(aes, BlockMode.ECB, TEXT, TEXT)).isEqualTo(ecb.doFinal(TEXT));
    assertThat(keys.kcv(aes, KcvStyle.ECB))
        .isEqualTo(java.util.Arrays.copyOf(ecb.doFinal(new byte[16]), 3));
    assertThat(
            keys.decryptBlocks(
                aes, BlockMode.CBC, TEXT, keys.encryptBlocks(aes, BlockMode.CBC, TEXT, SECRET)))
        .isEqualTo(SECRET);

    byte[] two = HEX.parseHex("0123456789ABCDEFFEDCBA9876543210");
    KeyHandle tdes = load("tdes", spec(KeyUsage.D0, KeyAlgorithm.TDES, 128), two);
    assertThat(HEX.formatHex(keys.kcv(tdes, KcvStyle.ECB))).isEqualTo("08d7b4");
    byte[] three = HEX.parseHex("0123456789ABCDEFFEDCBA98765432100123456789ABCDEF");
    Cipher cbc = Cipher.getInstance("DESede/CBC/NoPadding");
    byte[] iv = new byte[8];
    cbc.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(three, "DESede"), new IvParameterSpec(iv));
    assertThat(keys.encryptBlocks(tdes, BlockMode.CBC, iv, TEXT)).isEqualTo(cbc.doFinal(TEXT));

    KeySpec hmac = KeySpec.of(KeyUsage.M7, ModeOfUse.GENERATE_AND_VERIFY, KeyAlgorithm.HMAC, 256);
    KeyHandle mac = load("mac", hmac, SECRET);
    Mac jdk = Mac.getInstance("HmacSHA256");
    jdk.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    byte[] made = keys.mac(mac, MacMethod.HMAC_SHA_256, TEXT);
    assertThat(made).isEqualTo(jdk.doFinal(TEXT));
    assertThat(keys.verify(mac, MacMethod.HMAC_SHA_256, TEXT, made)).isTrue();
    made[0] ^= 1;
    assertThat(keys.verify(mac, MacMethod.HMAC_SHA_256, TEXT, made)).isFalse();
    KeyHandle own = keys.generate("mac", hmac);
    assertThat(keys.mac(own, MacMethod.HMAC_SHA_256, TEXT)).hasSize(32);
    refused("key.unsupported", () -> keys.mac(own, MacMethod.HMAC_SHA_512, TEXT));
    KeyHandle des = keys.generate("tdes", spec(KeyUsage.D0, KeyAlgorithm.TDES, 192));
    assertThat(
            keys.decryptBlocks(
                des, BlockMode.CBC, iv, keys.encryptBlocks(des, BlockMode.CBC, iv, TEXT)))
        .isEqualTo(TEXT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> load("short", spec(KeyUsage.D0, KeyAlgorithm.AES, 128), SECRET));
  }

  private void refusals(KeyHandle data) {
    KeyHandle sensitive =
        keys.generate(
            "sensitive",
            spec(KeyUsage.D0, KeyAlgorithm.AES, 128).exportable(Exportability.SENSITIVE));
    refused("key.unsupported", () -> keys.reveal(sensitive, SecretAccess.forPurpose("test")));
    refused("key.unsupported", () -> keys.wrap(data, sensitive, true));
    refused("key.unsupported", () -> keys.kcv(data, KcvStyle.CMAC));
    refused("key.unsupported", () -> keys.generate("rsa", rsa()));
    refused(
        "key.unsupported",
        () -> load("single", spec(KeyUsage.D0, KeyAlgorithm.TDES, 64), new byte[8]));
    refused("key.usage", () -> keys.mac(data, MacMethod.HMAC_SHA_256, TEXT));
    assertThat(keys.module().name()).isEqualTo("pkcs11 slot 0");
  }

  private static KeySpec rsa() {
    return KeySpec.of(KeyUsage.S0, ModeOfUse.SIGN, KeyAlgorithm.RSA, 2048);
  }

  private void second(Pkcs11Token token) throws Exception {
    String[] known = Files.readString(folder.resolve("known")).split("\n", -1);
    KeyHandle data = keys.find(new KeyRef("data", 1)).orElseThrow();
    assertThat(data.state()).isEqualTo(KeyState.DECRYPT_ONLY);
    assertThat(keys.decrypt(data, HEX.parseHex(known[0]), CONTEXT)).isEqualTo(TEXT);
    assertThat(keys.current("data").orElseThrow().ref()).isEqualTo(KeyRef.parse(known[6]));
    assertThat(ring.open(new KeyId(known[1]), HEX.parseHex(known[2]), CONTEXT)).isEqualTo(TEXT);
    assertThat(ring.current(KeyPurpose.SEAL).value()).isEqualTo(known[3]);
    assertThat(ring.current(KeyPurpose.INDEX).value()).isEqualTo(known[4]);
    assertThat(ring.mac(new KeyId(known[4]), TEXT)).isEqualTo(HEX.parseHex(known[5]));
    assertThat(keys.find(new KeyRef("gone", 1)).orElseThrow().state())
        .isEqualTo(KeyState.DESTROYED);
    assertThat(token.labels())
        .contains("tillwright-key data/1")
        .doesNotContain("tillwright-key gone/1");
    KeyHandle counted = keys.find(new KeyRef("counted", 1)).orElseThrow();
    refused("key.exhausted", () -> keys.encrypt(counted, TEXT, CONTEXT));

    // What a crash between record and token leaves: the next try takes its place.
    token.keep("tillwright-key orphan/1", new SecretKeySpec(new byte[16], "AES"));
    KeyHandle orphan = keys.generate("orphan", spec(KeyUsage.D0, KeyAlgorithm.AES, 128));
    assertThat(HEX.formatHex(keys.kcv(orphan, KcvStyle.ECB))).isNotEqualTo("66e94b");
    // And a key that somebody removed from the token is not there.
    token.delete("tillwright-key orphan/1");
    refused("key.state", () -> keys.encrypt(orphan, TEXT, CONTEXT));
  }

  private KeyHandle load(String id, KeySpec spec, byte[] bytes) {
    try (SecretBytes key = SecretBytes.copyOf(bytes)) {
      return keys.load(id, spec, key);
    }
  }

  private static KeySpec spec(KeyUsage usage, KeyAlgorithm algorithm, int bits) {
    return KeySpec.of(usage, ModeOfUse.BOTH, algorithm, bits);
  }

  private static String refused(String code, ThrowingCallable call) {
    String[] message = new String[1];
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(call)
        .satisfies(
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              message[0] = e.getMessage();
            });
    return message[0];
  }
}
