package dev.tillwright.core.iso8583;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.tlv.TlvObjects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are nearly messages: whatever they are, the answer is a message that writes itself
 * again, or a typed error, and neither takes more memory than a bound.
 */
final class CodecFuzz {
  /** What reading one message of at most 8,192 bytes may allocate, an exception included. */
  private static final long MOST_ALLOCATED = 64 * 1024;

  private static final int WARM_UP = 1_000;

  private final Allocations allocations = new Allocations();
  private final long seed;
  private final SplittableRandom random;
  private final RandomMessages messages;
  private final List<MessageSpec> specs;
  private final List<Sample> samples = new ArrayList<>();

  private record Sample(MessageSpec spec, byte[] bytes) {}

  /**
   * What was seen.
   *
   * @param read mutants that were messages all the same
   * @param refused mutants that were refused
   * @param mostAllocated bytes, for one of them
   */
  record Seen(long read, long refused, long mostAllocated) {}

  CodecFuzz(long seed, List<MessageSpec> specs) throws IOException {
    this.seed = seed;
    this.specs = specs;
    this.random = new SplittableRandom(seed);
    this.messages = new RandomMessages(random);
    for (JsonIn row : VectorsTest.vectors().objects("messages")) {
      samples.add(
          new Sample(
              MessageSpec.named(row.text("dialect")),
              HexFormat.of().parseHex(row.text("raw_hex"))));
    }
  }

  Seen run(long mutants) {
    long read = 0;
    long most = 0;
    for (long i = 0; i < mutants; i++) {
      Sample sample = sample();
      byte[] mutant = messages.mutant(sample.bytes());
      long before = allocations.bytes();
      IsoMessage message = unpack(sample.spec(), mutant, i);
      long allocated = allocations.bytes() - before;
      if (i > WARM_UP) {
        most = Math.max(most, allocated);
      }
      if (most > MOST_ALLOCATED) {
        throw failed(i, "took " + allocated + " bytes of memory", null);
      }
      if (message != null) {
        writesItself(sample.spec(), message, i);
        read++;
      }
    }
    return new Seen(read, mutants - read, most);
  }

  /** A vector, or now and then a message of any dialect. */
  private Sample sample() {
    if (random.nextInt(2) == 0) {
      return samples.get(random.nextInt(samples.size()));
    }
    MessageSpec spec = specs.get(random.nextInt(specs.size()));
    return new Sample(spec, spec.pack(messages.next(spec, 6)));
  }

  private @Nullable IsoMessage unpack(MessageSpec spec, byte[] bytes, long mutant) {
    try {
      return spec.unpack(bytes);
    } catch (IsoFormatException e) {
      if (e.offset() < 0 || e.offset() > bytes.length) {
        throw failed(mutant, "an offset outside the message", e);
      }
      return null;
    } catch (RuntimeException e) {
      throw failed(mutant, "not a typed error", e);
    }
  }

  private void writesItself(MessageSpec spec, IsoMessage message, long mutant) {
    try {
      // Fillers and hexadecimal letters may differ, what was said may not.
      if (!spec.unpack(spec.pack(message)).equals(message)) {
        throw failed(mutant, "another message when it was written and read again", null);
      }
      if (message.describe().isEmpty()) {
        throw failed(mutant, "without a description", null);
      }
      message.tlv(55).ifPresent(TlvObjects::close);
      message.wipeSecrets();
    } catch (IsoFormatException e) {
      if (!e.field().startsWith("55")) {
        throw failed(mutant, "read, but not written", e);
      }
    }
  }

  private AssertionError failed(long mutant, String what, @Nullable Throwable cause) {
    return new AssertionError("mutant " + mutant + " of seed " + seed + ": " + what, cause);
  }
}
