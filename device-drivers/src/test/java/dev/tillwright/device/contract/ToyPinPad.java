package dev.tillwright.device.contract;

import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PinPad;
import dev.tillwright.device.spi.PinPadCapabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/** A pad whose blocks are counted instead of encrypted. */
final class ToyPinPad extends Toy implements PinPad {
  private static final String PIN = "271828182845";

  private final Memory memory;

  private record PinTyped(String device, Instant at, String digits) implements DeviceEvent {}

  private static final class Memory {
    final Map<String, Byte> entered = new HashMap<>();
    final Queue<Boolean> cardholder = new ArrayDeque<>();
    int asked;
  }

  private ToyPinPad(ToyCable cable, Defect defect, Memory memory) {
    super(DeviceKind.PIN_PAD, cable, defect);
    this.memory = memory;
  }

  @Override
  public PinPadCapabilities capabilities() {
    return new PinPadCapabilities(
        Set.of(PinFormat.ISO_4), Set.of(PinPadCapabilities.KeyScheme.DUKPT_AES), 0, true);
  }

  @Override
  public PinOutcome enterPin(PinRequest request, Duration limit) {
    if (request.format() != PinFormat.ISO_4 && !broken(Defect.ANY_FORMAT)) {
      throw DeviceException.of(Fault.UNSUPPORTED, Phase.PREPARE, "a toy knows format 4");
    }
    String id = request.id();
    return told(
        () ->
            connected(
                Phase.READ,
                limit,
                deadline -> {
                  if (!memory.entered.containsKey(id) || broken(Defect.ASKS_AGAIN)) {
                    memory.asked++;
                    if (!cable.await(
                        deadline, () -> Optional.ofNullable(memory.cardholder.poll()))) {
                      return refused();
                    }
                    loop()
                        .publish(
                            broken(Defect.PIN_IN_AN_EVENT)
                                ? new PinTyped(id(), Instant.now(), PIN)
                                : new KeyPressed(id(), Instant.now(), 12));
                    return cable.exchange(
                        deadline,
                        () -> {
                          memory.entered.put(id, (byte) memory.asked);
                          return block(id);
                        });
                  }
                  return cable.exchange(deadline, () -> block(id));
                }));
  }

  private PinOutcome refused() {
    if (broken(Defect.REFUSAL_IS_AN_ERROR)) {
      throw DeviceException.of(Fault.CANCELLED, Phase.READ, "a toy was refused");
    }
    return new PinOutcome.NotEntered(PinOutcome.Reason.REFUSED);
  }

  private PinOutcome block(String id) {
    byte[] block = new byte[16];
    block[0] = memory.entered.getOrDefault(id, (byte) 0);
    return new PinOutcome.Entered(SecretBytes.copyOf(block), PinFormat.ISO_4, "1234567890123456");
  }

  private PinOutcome told(Supplier<PinOutcome> call) {
    try {
      return call.get();
    } catch (DeviceException e) {
      if (e.outcomeKnown() && e.phase() == Phase.READ && e.fault() == Fault.TIMEOUT) {
        return new PinOutcome.NotEntered(PinOutcome.Reason.TIMEOUT);
      }
      if (e.outcomeKnown() && e.fault() == Fault.CANCELLED && !broken(Defect.REFUSAL_IS_AN_ERROR)) {
        return new PinOutcome.NotEntered(PinOutcome.Reason.CANCELLED);
      }
      if (e.outcomeKnown()) {
        throw e;
      }
      return new PinOutcome.Unknown(e.fault());
    }
  }

  @Override
  public PinOutcome queryResult(String id, Duration limit) {
    return told(
        () ->
            ask(
                limit,
                () ->
                    memory.entered.containsKey(id)
                        ? block(id)
                        : new PinOutcome.NotEntered(PinOutcome.Reason.NEVER_ASKED)));
  }

  @Override
  public byte[] mac(byte[] message, Duration limit) {
    throw DeviceException.of(Fault.UNSUPPORTED, Phase.PREPARE, "a toy makes no MAC");
  }

  @Override
  public void cancel() {
    cable.cancel();
  }

  /** Its bench. */
  static final class Bench extends Toy.Bench<PinPad> implements PinPadBench {
    private final Memory memory = new Memory();

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public PinPad device() {
      memory.cardholder.clear();
      return new ToyPinPad(cable, defect, memory);
    }

    @Override
    public Pan pan() {
      return Pan.of("4111111111111111");
    }

    @Override
    public void enter() {
      cardholder(true);
    }

    @Override
    public void refuse() {
      cardholder(false);
    }

    private void cardholder(boolean enters) {
      cable.person(
          () -> {
            memory.cardholder.clear();
            memory.cardholder.add(enters);
          });
    }

    @Override
    public int asked() {
      return memory.asked;
    }

    @Override
    public List<String> secrets() {
      return List.of(PIN, "4111111111111111");
    }
  }
}
