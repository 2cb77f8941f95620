package dev.tillwright.core.qr;

import dev.tillwright.core.tlv.TlvFormatException;
import dev.tillwright.core.tlv.TlvObject;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A code that a customer's phone shows and a till reads (EMVCo QR Code Specification for Payment
 * Systems, Consumer-Presented Mode v1.1): data objects in base64, first the format, then templates.
 *
 * <p><b>Guarantees.</b> What was read is given back byte for byte, tags that nobody knows and
 * templates that stand twice included. It holds card data: it prints tags and lengths only, and
 * {@link #close} overwrites it. At most {@value #MAX_CHARACTERS} characters.
 *
 * <p>For any number of threads, but for {@link #close}.
 */
public final class CustomerQr implements AutoCloseable {
  /** The longest code, in characters: 512 bytes in base64. */
  public static final int MAX_CHARACTERS = 684;

  private static final byte[] FORMAT = "CPV01".getBytes(StandardCharsets.US_ASCII);
  private static final TlvTag FORMAT_TAG = TlvTag.of("85");
  private static final TlvTag APPLICATION = TlvTag.of("61");
  private static final TlvTag COMMON = TlvTag.of("62");
  private static final TlvTag AID = TlvTag.of("4F");
  private static final TlvTag LABEL = TlvTag.of("50");
  private static final int MAX_APPLICATIONS = 16;

  private final TlvObjects objects;
  private final List<Application> applications;

  private CustomerQr(TlvObjects objects, List<Application> applications) {
    this.objects = objects;
    this.applications = List.copyOf(applications);
  }

  /**
   * Reads what stands in a code.
   *
   * @throws QrFormatException when it is not as the specification says
   * @throws TlvFormatException when its bytes are no data objects
   */
  public static CustomerQr parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new QrFormatException(
          "", MAX_CHARACTERS, "more than " + MAX_CHARACTERS + " characters");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new QrFormatException("", 0, "not base64");
    }
    try {
      return of(TlvObjects.parse(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Whether a text begins as such a code does, so that it is worth reading. */
  public static boolean looksLike(String text) {
    return text.startsWith("hQVDUFYwM"); // 85 05 "CPV0", and the first bits of a digit
  }

  /**
   * A code of these applications, and of what is common to them.
   *
   * @param applications what stands in each template 61, 1 to 16 of them, with its 4F
   * @param common what stands in template 62; empty to leave it out
   */
  public static CustomerQr of(List<TlvObjects> applications, Optional<TlvObjects> common) {
    TlvObjects.Builder out = TlvObjects.builder().add(FORMAT_TAG, FORMAT);
    applications.forEach(each -> out.add(APPLICATION, each));
    common.ifPresent(each -> out.add(COMMON, each));
    CustomerQr made = of(out.build());
    if (made.text().length() > MAX_CHARACTERS) {
      throw new QrFormatException(
          "", MAX_CHARACTERS, "more than " + MAX_CHARACTERS + " characters");
    }
    return made;
  }

  private static CustomerQr of(TlvObjects objects) {
    List<TlvObject> all = objects.objects();
    if (all.isEmpty()
        || !all.get(0).tag().equals(FORMAT_TAG)
        || !Arrays.equals(all.get(0).value(), FORMAT)) {
      throw new QrFormatException("85", 0, "a code begins with format CPV01");
    }
    List<Application> found = new ArrayList<>();
    for (TlvObject each : all) {
      if (each.tag().equals(APPLICATION)) {
        found.add(application(each));
      }
    }
    if (found.isEmpty() || found.size() > MAX_APPLICATIONS) {
      throw new QrFormatException("61", 0, "1 to " + MAX_APPLICATIONS + " applications");
    }
    return new CustomerQr(objects, found);
  }

  private static Application application(TlvObject template) {
    byte[] aid = value(template, AID);
    if (aid.length < 5 || aid.length > 16) {
      throw new QrFormatException("61.4F", 0, "an application's name has 5 to 16 bytes");
    }
    byte[] label = value(template, LABEL);
    return new Application(
        HexFormat.of().withUpperCase().formatHex(aid),
        new String(label, StandardCharsets.US_ASCII));
  }

  private static byte[] value(TlvObject template, TlvTag tag) {
    return template.inner().stream()
        .filter(each -> each.tag().equals(tag))
        .map(TlvObject::value)
        .findFirst()
        .orElseGet(() -> new byte[0]);
  }

  /** What may be paid with, the one that the customer prefers first. */
  public List<Application> applications() {
    return applications;
  }

  /** All objects; the card's number and tracks are among them, so handle with care. */
  public TlvObjects objects() {
    return objects;
  }

  /** As a code holds it. */
  public String text() {
    return Base64.getEncoder().encodeToString(objects.toBytes());
  }

  @Override
  public void close() {
    objects.close();
  }

  /** Tags and lengths. */
  @Override
  public String toString() {
    return "CustomerQr" + objects;
  }

  /**
   * One application.
   *
   * @param name its AID, hexadecimal digits in capitals
   * @param label for people; empty for none
   */
  public record Application(String name, String label) {}
}
