package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import com.solab.iso8583.IsoType;
import com.solab.iso8583.IsoValue;
import com.solab.iso8583.MessageFactory;
import com.solab.iso8583.parse.FieldParseInfo;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random messages of the ASCII dialect of 1987, against j8583: both ways, byte for byte. */
class SecondCodecTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int MESSAGES = 5_000;
  private static final MessageSpec SPEC = MessageSpec.ascii1987();

  private final RandomGenerator random = new SplittableRandom(SEED);
  private final MessageFactory<com.solab.iso8583.IsoMessage> other = new MessageFactory<>();

  @Test
  void randomMessages_areTheSameBytes_andTheSameFields() throws Exception {
    System.out.println("iso8583 against j8583: seed " + SEED + ", " + MESSAGES + " messages");
    other.setCharacterEncoding("ISO-8859-1");
    other.setForceStringEncoding(true);
    int fields = 0;
    for (int i = 0; i < MESSAGES; i++) {
      IsoMessage ours = message();
      byte[] packed = SPEC.pack(ours);
      com.solab.iso8583.IsoMessage theirs = theirs(ours);

      assertThat(packed).as("seed %d, message %d", SEED, i).isEqualTo(theirs.writeData());

      com.solab.iso8583.IsoMessage read = other.parseMessage(packed, 0);
      assertThat(read.getType()).isEqualTo(Integer.parseInt(ours.mti(), 16));
      for (int number : ours.numbers()) {
        assertThat(text(read.getField(number)))
            .as("seed %d, message %d, field %d", SEED, i, number)
            .isEqualTo(ours.text(number));
        fields++;
      }
      assertThat(SPEC.unpack(theirs.writeData())).isEqualTo(ours);
    }
    System.out.println("iso8583 against j8583: " + fields + " fields equal");
    assertThat(fields).isGreaterThan(MESSAGES);
  }

  private static String text(IsoValue<?> value) {
    return value.getValue() instanceof byte[] bytes ? HEX.formatHex(bytes) : value.toString();
  }

  private com.solab.iso8583.IsoMessage theirs(IsoMessage ours) {
    int type = Integer.parseInt(ours.mti(), 16);
    com.solab.iso8583.IsoMessage message = new com.solab.iso8583.IsoMessage();
    message.setType(type);
    message.setCharacterEncoding("ISO-8859-1");
    message.setForceStringEncoding(true);
    Map<Integer, FieldParseInfo> guide = new HashMap<>();
    for (int number : ours.numbers()) {
      FieldSpec field = Objects.requireNonNull(SPEC.field(number), "field");
      Object value =
          field.type() == FieldType.BINARY ? ours.bytes(number).orElseThrow() : ours.text(number);
      message.setValue(number, value, type(field), field.size());
      guide.put(number, FieldParseInfo.getInstance(type(field), field.size(), "ISO-8859-1", true));
    }
    other.setParseMap(type, guide);
    return message;
  }

  private static IsoType type(FieldSpec field) {
    if (field.type() == FieldType.BINARY) {
      return IsoType.BINARY;
    }
    if (field.prefix() == null) {
      return field.type() == FieldType.NUMERIC ? IsoType.NUMERIC : IsoType.ALPHA;
    }
    return field.prefix().digits() == 2 ? IsoType.LLVAR : IsoType.LLLVAR;
  }

  private IsoMessage message() {
    IsoMessage.Builder message =
        IsoMessage.of("0" + (1 + random.nextInt(8)) + random.nextInt(10) + "0");
    message.set(11, digits(6));
    for (int i = random.nextInt(15); i > 0; i--) {
      FieldSpec field = SPEC.field(random.nextInt(2, 129));
      if (field == null) {
        continue;
      }
      int size = field.prefix() == null ? field.size() : random.nextInt(field.size() + 1);
      switch (field.type()) {
        case BINARY ->
            message.set(field.number(), latin(size).getBytes(StandardCharsets.ISO_8859_1));
        case NUMERIC, TRACK -> message.set(field.number(), digits(size));
        case SIGNED -> message.set(field.number(), "C" + digits(size - 1));
        default -> message.set(field.number(), latin(size));
      }
    }
    return message.build();
  }

  private String digits(int count) {
    return random
        .ints(count, '0', '9' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Characters of ISO 8859-1 that j8583 keeps: it takes spaces at the end off. */
  private String latin(int count) {
    return random
        .ints(count, 0x21, 0x100)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
