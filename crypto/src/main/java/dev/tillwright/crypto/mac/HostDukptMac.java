package dev.tillwright.crypto.mac;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageMac;
import dev.tillwright.crypto.dukpt.AesDukptHost;
import dev.tillwright.crypto.dukpt.AesKsn;
import dev.tillwright.crypto.dukpt.AesTransaction;
import dev.tillwright.crypto.dukpt.Direction;
import dev.tillwright.crypto.dukpt.KsnFormatException;
import dev.tillwright.crypto.dukpt.KsnLedger;
import dev.tillwright.crypto.dukpt.KsnVerdict;
import dev.tillwright.crypto.dukpt.TdesDukptHost;
import dev.tillwright.crypto.dukpt.TdesKsn;
import dev.tillwright.crypto.dukpt.TdesTransaction;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.LegacyAlgorithm;
import dev.tillwright.crypto.key.MacMethod;
import java.util.Optional;
import java.util.function.Function;

/**
 * A host's codes of ISO 8583 messages by DUKPT: the KSN of a request names the keys, and its answer
 * carries it back. The other side of {@link TerminalDukptMac}.
 *
 * <p><b>Guarantees.</b> A request is genuine only when its code is right and the ledger has not
 * seen its KSN: a message that was recorded is refused, one that was overtaken is not. Any number
 * of threads.
 */
public final class HostDukptMac implements MessageMac {
  private final KsnField field;
  private final Derivation derivation;

  private HostDukptMac(KsnField field, Derivation derivation) {
    this.field = field;
    this.derivation = derivation;
  }

  /** By AES. */
  public static HostDukptMac aes(Keys keys, AesDukptHost host, KsnLedger ledger, KsnField field) {
    return new HostDukptMac(
        field,
        new Derivation() {
          @Override
          public <R> R by(String ksn, Direction direction, Function<KeyedMac, R> use) {
            try (AesTransaction at = host.at(AesKsn.parse(ksn))) {
              return use.apply(
                  FieldCode.fitting(KeyedMac.of(keys, at.macKey(direction), MacMethod.CMAC)));
            }
          }

          @Override
          public KsnVerdict note(String ksn) {
            return ledger.note(AesKsn.parse(ksn));
          }
        });
  }

  /** By TDES. */
  @LegacyAlgorithm("double-length TDES; new devices use AES DUKPT")
  public static HostDukptMac tdes(Keys keys, TdesDukptHost host, KsnLedger ledger, KsnField field) {
    return new HostDukptMac(
        field,
        new Derivation() {
          @Override
          public <R> R by(String ksn, Direction direction, Function<KeyedMac, R> use) {
            try (TdesTransaction at = host.at(TdesKsn.parse(ksn))) {
              return use.apply(
                  KeyedMac.of(keys, at.macKey(direction), MacMethod.ISO_9797_1_ALG_3_PAD_1));
            }
          }

          @Override
          public KsnVerdict note(String ksn) {
            return ledger.note(TdesKsn.parse(ksn));
          }
        });
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the answer does not carry the request's KSN
   */
  @Override
  public byte[] generate(IsoMessage message, byte[] bytes) {
    String ksn =
        field
            .in(message)
            .orElseThrow(() -> new IllegalArgumentException("an answer carries the request's KSN"));
    return derivation.by(ksn, Direction.RESPONSE, mac -> FieldCode.generate(mac, bytes));
  }

  @Override
  public boolean verify(IsoMessage message, byte[] bytes, byte[] code) {
    Optional<String> ksn = field.in(message);
    try {
      return ksn.isPresent()
          && derivation.by(ksn.get(), Direction.REQUEST, mac -> FieldCode.verify(mac, bytes, code))
          && derivation.note(ksn.get()) == KsnVerdict.FRESH;
    } catch (KsnFormatException none) {
      return false; // just as little genuine as one with a wrong code
    }
  }

  /** What differs between the two kinds of DUKPT. */
  private interface Derivation {
    <R> R by(String ksn, Direction direction, Function<KeyedMac, R> use);

    KsnVerdict note(String ksn);
  }
}
