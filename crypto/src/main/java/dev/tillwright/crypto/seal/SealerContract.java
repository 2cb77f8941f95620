package dev.tillwright.crypto.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What every {@link Sealer} promises, as checks for whoever writes one. */
public final class SealerContract {
  private static final Subject ANN = Subject.of("contract/ann");
  private static final Subject BEN = Subject.of("contract/ben");
  private static final String PLACE = "contract/record";
  private static final byte[] PLAIN = "a record about a person".getBytes(US_ASCII);

  private SealerContract() {}

  /**
   * The checks.
   *
   * @param sealers gives a sealer for each check, in which nothing was sealed for the subjects
   *     {@code contract/ann} and {@code contract/ben}
   */
  public static List<Check> checks(Supplier<Sealer> sealers) {
    return List.of(
        Check.of(
            "everySize_opensAgain",
            "what was sealed opens, from nothing to 64 KiB, and grows within its bound",
            () -> sizes(sealers.get())),
        Check.of(
            "sealed_showsNothing_andNeverTheSame",
            "the plain bytes do not stand in the sealed ones, and two sealings differ",
            () -> hidden(sealers.get())),
        Check.of(
            "whatDoesNotBelongTogether_isRefusedAlike",
            "changed or cut bytes, another subject or context give one error",
            () -> refused(sealers.get())),
        Check.of(
            "shredding_endsOneSubject_andNoOther",
            "a shredded subject's records are empty, sealing for it is refused, others go on",
            () -> shredded(sealers.get())),
        Check.of(
            "shreddingWithoutARecord_holdsToo",
            "a subject that had no record is shredded all the same, and twice is no error",
            () -> shreddedEarly(sealers.get())));
  }

  private static void sizes(Sealer sealer) {
    for (int size : new int[] {0, 1, 1000, Sealer.MAX_PLAIN}) {
      byte[] plain = new byte[size];
      Arrays.fill(plain, (byte) 7);
      byte[] sealed = sealer.seal(ANN, plain, PLACE);
      Expect.that(sealed.length - size <= Sealer.MAX_OVERHEAD, "grew beyond its bound");
      Expect.that(
          Arrays.equals(sealer.open(ANN, sealed, PLACE).orElseThrow(), plain), "came back changed");
    }
  }

  private static void hidden(Sealer sealer) {
    byte[] one = sealer.seal(ANN, PLAIN, PLACE);
    byte[] other = sealer.seal(ANN, PLAIN, PLACE);
    Expect.that(!Arrays.equals(one, other), "two sealings are the same");
    String text = new String(one, US_ASCII);
    Expect.that(!text.contains(new String(PLAIN, US_ASCII)), "the plain bytes can be read");
  }

  private static void refused(Sealer sealer) {
    byte[] sealed = sealer.seal(ANN, PLAIN, PLACE);
    sealer.seal(BEN, PLAIN, PLACE);
    Set<String> said = new HashSet<>();
    for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      said.add(refusal(sealer, ANN, changed, PLACE));
    }
    for (int length = 0; length < sealed.length; length++) {
      said.add(refusal(sealer, ANN, Arrays.copyOf(sealed, length), PLACE));
    }
    said.add(refusal(sealer, ANN, Arrays.copyOf(sealed, sealed.length + 1), PLACE));
    said.add(refusal(sealer, BEN, sealed, PLACE));
    said.add(refusal(sealer, ANN, sealed, PLACE + "/other"));
    Expect.equal(said.size(), 1, "kinds of refusal");
  }

  private static String refusal(Sealer sealer, Subject subject, byte[] sealed, String context) {
    try {
      sealer.open(subject, sealed, context);
    } catch (TillwrightException e) {
      Expect.equal(e.code(), "seal.refused", "code");
      return e.getClass() + " " + e.getMessage();
    }
    Expect.that(false, "what does not belong together was opened");
    return "";
  }

  private static void shredded(Sealer sealer) {
    byte[] ann = sealer.seal(ANN, PLAIN, PLACE);
    byte[] ben = sealer.seal(BEN, PLAIN, PLACE);
    sealer.shred(ANN);
    Expect.that(sealer.open(ANN, ann, PLACE).isEmpty(), "a shredded record was opened");
    Expect.that(sealer.open(BEN, ben, PLACE).isPresent(), "another subject's record was lost");
    sealing(sealer);
  }

  private static void shreddedEarly(Sealer sealer) {
    sealer.shred(ANN);
    sealer.shred(ANN);
    sealing(sealer);
  }

  private static void sealing(Sealer sealer) {
    try {
      sealer.seal(ANN, PLAIN, PLACE);
    } catch (TillwrightException e) {
      Expect.equal(e.code(), "seal.shredded", "code");
      return;
    }
    Expect.that(false, "a record was sealed for a subject that was shredded");
  }
}
