package dev.tillwright.crypto.mac;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageMac;
import dev.tillwright.crypto.dukpt.AesDukptTerminal;
import dev.tillwright.crypto.dukpt.AesTransaction;
import dev.tillwright.crypto.dukpt.Direction;
import dev.tillwright.crypto.dukpt.TdesDukptTerminal;
import dev.tillwright.crypto.dukpt.TdesTransaction;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.LegacyAlgorithm;
import dev.tillwright.crypto.key.MacMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A terminal's codes of ISO 8583 messages by DUKPT: each message takes the next transaction and
 * carries its KSN; the answer carries it back. By AES the code is the first eight bytes of CMAC, by
 * TDES the retail MAC with padding method 1.
 *
 * <p><b>Guarantees.</b> No message shares its keys with another. A transaction is closed when its
 * answer was found genuine, or when {@value #MAX_OPEN} later ones were begun. Any number of
 * threads.
 *
 * @param <T> the kind of transaction
 */
public final class TerminalDukptMac<T> implements MessageMac {
  private static final int MAX_OPEN = 256;

  private final KsnField field;
  private final Supplier<Optional<T>> next;
  private final Function<T, String> ksn;
  private final BiFunction<T, Direction, KeyedMac> mac;
  private final Consumer<T> close;
  private final Map<String, T> open = new LinkedHashMap<>();

  private TerminalDukptMac(
      KsnField field,
      Supplier<Optional<T>> next,
      Function<T, String> ksn,
      BiFunction<T, Direction, KeyedMac> mac,
      Consumer<T> close) {
    this.field = field;
    this.next = next;
    this.ksn = ksn;
    this.mac = mac;
    this.close = close;
  }

  /** By AES. */
  public static TerminalDukptMac<AesTransaction> aes(
      Keys keys, AesDukptTerminal terminal, KsnField field) {
    return new TerminalDukptMac<>(
        field,
        terminal::next,
        at -> at.ksn().text(),
        (at, direction) ->
            FieldCode.fitting(KeyedMac.of(keys, at.macKey(direction), MacMethod.CMAC)),
        AesTransaction::close);
  }

  /** By TDES. */
  @LegacyAlgorithm("double-length TDES; new devices use AES DUKPT")
  public static TerminalDukptMac<TdesTransaction> tdes(
      Keys keys, TdesDukptTerminal terminal, KsnField field) {
    return new TerminalDukptMac<>(
        field,
        terminal::next,
        at -> at.ksn().text(),
        (at, direction) ->
            KeyedMac.of(keys, at.macKey(direction), MacMethod.ISO_9797_1_ALG_3_PAD_1),
        TdesTransaction::close);
  }

  /**
   * Begins a transaction for a message that needs other keys of it too, such as a PIN's. The
   * message must then carry its KSN when it is packed. Closed by this, never by the caller.
   *
   * @throws TillwrightException {@code dukpt.exhausted}; what the terminal throws
   */
  public T begin() {
    T at =
        next.get()
            .orElseThrow(
                () ->
                    new TillwrightException(
                        "dukpt.exhausted", false, "the device has used all its keys"));
    synchronized (open) {
      open.put(ksn.apply(at), at);
      if (open.size() > MAX_OPEN) {
        close.accept(open.remove(open.keySet().iterator().next()));
      }
    }
    return at;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the message carries a KSN that was not begun here
   */
  @Override
  public IsoMessage prepare(IsoMessage message) {
    Optional<String> there = field.in(message);
    if (there.isEmpty()) {
      return field.put(message, ksn.apply(begin()));
    }
    if (find(there).isEmpty()) {
      throw foreign();
    }
    return message;
  }

  @Override
  public byte[] generate(IsoMessage message, byte[] bytes) {
    // Held until the code is made: another thread may begin so many that this one is closed.
    synchronized (open) {
      T at = find(field.in(message)).orElseThrow(TerminalDukptMac::foreign);
      return FieldCode.generate(mac.apply(at, Direction.REQUEST), bytes);
    }
  }

  /**
   * {@inheritDoc} An answer whose KSN is none of those that wait is not genuine, nor is one that
   * comes a second time, also at the same time.
   */
  @Override
  public boolean verify(IsoMessage message, byte[] bytes, byte[] code) {
    synchronized (open) {
      Optional<T> at = find(field.in(message));
      boolean genuine =
          at.isPresent() && FieldCode.verify(mac.apply(at.get(), Direction.RESPONSE), bytes, code);
      if (genuine) {
        open.remove(ksn.apply(at.get()));
        close.accept(at.get());
      }
      return genuine;
    }
  }

  private Optional<T> find(Optional<String> serial) {
    synchronized (open) {
      return serial.map(open::get);
    }
  }

  private static IllegalArgumentException foreign() {
    return new IllegalArgumentException("the message carries a KSN that was not begun here");
  }
}
