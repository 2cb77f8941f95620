package dev.tillwright.device.contract;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.SignaturePad;
import dev.tillwright.device.spi.SignaturePadCapabilities;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A pad on which one line is drawn. */
final class ToySignaturePad extends Toy implements SignaturePad {
  private static final Signature LINE =
      new Signature(
          320,
          80,
          List.of(
              new Signature.Stroke(
                  List.of(new Signature.Point(1, 1, 0), new Signature.Point(300, 70, 900)))));

  private final Queue<Boolean> customer;

  private ToySignaturePad(Bench bench) {
    super(DeviceKind.SIGNATURE_PAD, bench.cable, bench.defect);
    this.customer = bench.customer;
  }

  @Override
  public SignaturePadCapabilities capabilities() {
    return new SignaturePadCapabilities(320, 80, true, false);
  }

  @Override
  public Signed sign(ReceiptDocument slip, Duration limit) {
    try {
      return connected(
          dev.tillwright.device.spi.Phase.READ,
          limit,
          deadline -> {
            boolean signs =
                cable.await(
                    deadline,
                    () ->
                        cable.has(Trouble.STUCK)
                            ? Optional.empty()
                            : Optional.ofNullable(customer.poll()));
            return cable.exchange(deadline, () -> signs ? ink() : new Signed.Refused());
          });
    } catch (DeviceException e) {
      if (e.fault() == Fault.TIMEOUT && broken(Defect.NOBODY_SIGNS)) {
        return new Signed.Refused();
      }
      throw e;
    }
  }

  private Signed ink() {
    return broken(Defect.PICTURE_FOR_STROKES)
        ? new Signed.Picture(320, 80, new byte[40 * 80])
        : new Signed.Ink(LINE);
  }

  @Override
  public void cancel() {
    cable.cancel();
  }

  /** Its bench. */
  static final class Bench extends Toy.Bench<SignaturePad> implements SignatureBench {
    private final Queue<Boolean> customer = new ArrayDeque<>();

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public SignaturePad device() {
      customer.clear();
      return new ToySignaturePad(this);
    }

    @Override
    public void sign() {
      comes(true);
    }

    @Override
    public void refuse() {
      comes(false);
    }

    private void comes(boolean signs) {
      cable.person(
          () -> {
            customer.clear();
            customer.add(signs);
          });
    }
  }
}
