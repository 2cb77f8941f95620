package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.AccessRefusal;
import dev.tillwright.core.access.AuditRules;
import dev.tillwright.core.access.IdentityCheck.Method;
import dev.tillwright.core.access.LogOn;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Weakness;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Guards;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Argon2idHasher;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.seal.HmacIndex;
import dev.tillwright.crypto.seal.InMemorySubjectKeys;
import dev.tillwright.crypto.token.InMemoryTokenVault;
import dev.tillwright.crypto.token.TokenVault;
import dev.tillwright.device.spi.BiometricCapabilities.Modality;
import dev.tillwright.device.spi.BiometricVerifier.TemplateHandle;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualBiometric;
import dev.tillwright.device.wire.WireBiometric;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A finger logs on at a till, by a reader behind the house's wire. */
@Timeout(60)
class FingerLogOnTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final char[] NONE = {};

  @TempDir Path folder;

  @Test
  void finger_logsOnWhomItIsBoundTo_andAReaderThatFailsNobody() {
    try (VirtualBiometric peer = VirtualBiometric.start();
        WireBiometric reader =
            WireBiometric.of(
                "finger",
                TcpTransport.of("127.0.0.1", peer.port()),
                Modality.FINGER,
                1_000,
                Clock.systemUTC());
        SoftwareKeys ring = SoftwareKeys.ephemeral(new SecureRandom());
        TokenVault vault = new InMemoryTokenVault();
        SoftwareKeys own = SoftwareKeys.ephemeral(new SecureRandom());
        HmacIndex index = HmacIndex.open(own, new InMemorySubjectKeys());
        Till till = till(AccessTour.watched(ring, vault, reader, index))) {
      till.access().enrolFirst(new Operator("max", "Max", "manager"), "4711".toCharArray());
      OperatorSession max = till.logOn("max", "4711".toCharArray()).orThrow();
      till.access().enrol(max, new Operator("bob", "Bob", "cashier"), "0815".toCharArray());
      TemplateHandle cid = peer.knows("cid's finger");
      peer.comes("cid's finger");
      assertThat(refusal(till))
          .as("known to the reader, and bound to nobody here")
          .isEqualTo(AccessRefusal.WRONG);

      peer.comes("bob's finger");
      peer.comes("bob's finger");
      new AccessTour(till).finger(max, reader, AMPLE);
      peer.comes("bob's finger");
      assertThat(till.access().logOnBy(Method.BIOMETRIC, NONE, AMPLE).orThrow().operator().id())
          .isEqualTo("bob");
      peer.comes("a stranger");
      assertThat(refusal(till)).isEqualTo(AccessRefusal.NOT_THERE);
      peer.close();
      assertThat(refusal(till)).isEqualTo(AccessRefusal.DEVICE_FAILED);
      till.logOn("bob", "0815".toCharArray()).orThrow();

      // The same till was told who keeps the keys: every age is too old here.
      assertThat(till.audit(max).audit(AuditRules.usual().keys(Duration.ZERO, Duration.ZERO)))
          .filteredOn(it -> it.what() == Weakness.What.STALE_KEY)
          .extracting(Weakness::about)
          .contains(ring.current(KeyPurpose.SEAL).value())
          .hasSize(3);

      List<Entry> entries = new ArrayList<>();
      till.journal().read(1, till.journal().headSeq(), entries::add);
      assertThat(entries)
          .anyMatch(it -> it.payload().contains("\"method\":\"BIOMETRIC\""))
          .anyMatch(it -> it.payload().contains("access.deviceFailed"))
          .noneMatch(it -> it.payload().contains(cid.id().substring(0, 9)));
    }
  }

  private static AccessRefusal refusal(Till till) {
    return till.access()
        .logOnBy(Method.BIOMETRIC, NONE, AMPLE)
        .match(
            granted -> {
              throw new AssertionError("granted");
            },
            LogOn.Refused::refusal);
  }

  private Till till(Guards guards) {
    return Till.builder("till-01")
        .database(Database.sqlite(folder.resolve("till.db")))
        .merchant(Merchant.named("Test shop"))
        .currency(Currency.getInstance("GBP"))
        .secrets(new Argon2idHasher())
        .guards(guards)
        .background(false)
        .open();
  }
}
