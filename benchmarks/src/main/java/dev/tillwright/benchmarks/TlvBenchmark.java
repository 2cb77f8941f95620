package dev.tillwright.benchmarks;

import com.payneteasy.tlv.BerTag;
import com.payneteasy.tlv.BerTlv;
import com.payneteasy.tlv.BerTlvParser;
import com.payneteasy.tlv.BerTlvs;
import dev.tillwright.core.tlv.TlvObject;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Data objects of a payment card's directory (nine of them, three deep) read, and one looked up in
 * them, beside com.payneteasy:ber-tlv. Quote the ratio.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TlvBenchmark {
  private static final TlvTag LABEL = TlvTag.of("50");
  private static final BerTag THEIR_LABEL = new BerTag(0x50);

  private final byte[] directory =
      HexFormat.of()
          .parseHex(
              "6F4D840E325041592E5359532E4444463031A53BBF0C3861164F07A00000004210108701015002"
                  + "43429F2803400200611E4F07A0000000041010870102500A4D4153544552434152449F2803"
                  + "400200");

  private final BerTlvParser theirs = new BerTlvParser();

  /** Read and verified; what is then looked up is found in the bytes. */
  @Benchmark
  public TlvObjects oursVerified() {
    return TlvObjects.parse(directory);
  }

  @Benchmark
  public List<TlvObject> oursWholeTree() {
    return TlvObjects.parse(directory).objects();
  }

  @Benchmark
  public BerTlvs theirsWholeTree() {
    return theirs.parse(directory, 0, directory.length);
  }

  @Benchmark
  public byte[] oursLookUp() {
    return TlvObjects.parse(directory).value(LABEL).orElseThrow();
  }

  @Benchmark
  public byte[] theirsLookUp() {
    BerTlv label = theirs.parse(directory, 0, directory.length).find(THEIR_LABEL);
    return label.getBytesValue();
  }
}
