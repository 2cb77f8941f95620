package dev.tillwright.core.iso8583;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Messages that a dialect can write, and bytes that are no longer quite one. */
final class RandomMessages {
  private static final int LONGEST_VALUE = 300;

  private final RandomGenerator random;

  RandomMessages(RandomGenerator random) {
    this.random = random;
  }

  /** With up to as many fields, of any kind that the dialect has. */
  IsoMessage next(MessageSpec spec, int most) {
    String mti = String.valueOf(1_000 + random.nextInt(9_000));
    return fill(IsoMessage.of(mti), spec::field, 2, most);
  }

  private IsoMessage fill(
      IsoMessage.Builder message, IntFunction<@Nullable FieldSpec> specs, int first, int most) {
    int few = random.nextInt(1, most + 1);
    for (int i = 0; i < few; i++) {
      set(message, specs.apply(random.nextInt(first, MessageSpec.MAX_FIELD + 1)));
    }
    return message.build();
  }

  private void set(IsoMessage.Builder message, @Nullable FieldSpec field) {
    if (field == null) {
      return;
    }
    Fields inner = field.nested();
    if (inner != null) {
      message.set(field.number(), inner(inner));
    } else if (field.type() == FieldType.BINARY) {
      message.set(field.number(), value(field));
    } else {
      message.setText(field.number(), value(field));
    }
  }

  /** Fields in order may only end early; those under a bitmap may be any. */
  private IsoMessage inner(Fields inner) {
    if (!inner.inOrder()) {
      return fill(IsoMessage.within(), inner::spec, 2, 4);
    }
    IsoMessage.Builder message = IsoMessage.within();
    FieldSpec first = inner.spec(1);
    boolean fixed = first != null && first.prefix() == null;
    int last = fixed ? MessageSpec.MAX_FIELD : random.nextInt(1, 4);
    for (int number = 1; number <= last; number++) {
      set(message, inner.spec(number));
    }
    return message.build();
  }

  private byte[] value(FieldSpec field) {
    int size =
        field.prefix() == null
            ? field.size()
            : random.nextInt(Math.min(field.size(), LONGEST_VALUE) + 1);
    byte[] value = new byte[size];
    for (int at = 0; at < size; at++) {
      value[at] =
          switch (field.type()) {
            case NUMERIC -> digit();
            case TRACK -> random.nextInt(20) == 0 ? (byte) '=' : digit();
            case SIGNED -> at == 0 ? (byte) (random.nextBoolean() ? 'C' : 'D') : digit();
            default -> (byte) random.nextInt(256);
          };
    }
    return value;
  }

  private byte digit() {
    return (byte) random.nextInt('0', '9' + 1);
  }

  /** The same with a few bytes changed, cut off or added. */
  byte[] mutant(byte[] bytes) {
    byte[] mutant = bytes.clone();
    int changes = random.nextInt(1, 4);
    for (int i = 0; i < changes && mutant.length > 0; i++) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(6)) {
        case 0 -> mutant[at] = (byte) random.nextInt(256);
        case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutant = Arrays.copyOf(mutant, at);
        case 3 -> mutant = Arrays.copyOf(mutant, mutant.length + random.nextInt(20));
        case 4 -> mutant[at] = (byte) 0xFF;
        default -> mutant[at] = digit();
      }
    }
    return mutant;
  }
}
