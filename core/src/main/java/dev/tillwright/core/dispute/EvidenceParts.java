package dev.tillwright.core.dispute;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptFacts;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What evidence is made of beside the journal. Defaults: the signature as its hash alone, no device
 * health, no attachments.
 *
 * <p>Immutable.
 */
public final class EvidenceParts {
  /** An attachment has at most so many bytes. */
  public static final int MAX_ATTACHMENT = 8 << 20;

  /** At most so many attachments. */
  public static final int MAX_ATTACHMENTS = 50;

  private final CaseFile file;
  private final ReceiptFacts facts;
  private final ReceiptDocument receipt;
  private final Merchant merchant;
  private final boolean clearSignature;
  private final String deviceHealth;
  private final SortedMap<String, byte[]> attachments;

  private EvidenceParts(
      CaseFile file,
      ReceiptFacts facts,
      ReceiptDocument receipt,
      Merchant merchant,
      boolean clearSignature,
      String deviceHealth,
      SortedMap<String, byte[]> attachments) {
    this.file = file;
    this.facts = facts;
    this.receipt = receipt;
    this.merchant = merchant;
    this.clearSignature = clearSignature;
    this.deviceHealth = deviceHealth;
    this.attachments = attachments;
  }

  /**
   * Of a case.
   *
   * @param facts of its sale
   * @param receipt as a copy; without the signature's strokes, unless they are asked for
   */
  public static EvidenceParts of(
      CaseFile file, ReceiptFacts facts, ReceiptDocument receipt, Merchant merchant) {
    return new EvidenceParts(
        Objects.requireNonNull(file, "file"),
        Objects.requireNonNull(facts, "facts"),
        Objects.requireNonNull(receipt, "receipt"),
        Objects.requireNonNull(merchant, "merchant"),
        false,
        "",
        new TreeMap<>());
  }

  /** With what the customer drew, in clear. It is somebody's: only where it is asked for. */
  public EvidenceParts withClearSignature() {
    return new EvidenceParts(file, facts, receipt, merchant, true, deviceHealth, attachments);
  }

  /**
   * With how the devices were at the time, as one JSON object.
   *
   * @throws dev.tillwright.core.json.JsonException when it is none
   */
  public EvidenceParts withDeviceHealth(String json) {
    JsonIn.parse(json);
    return new EvidenceParts(file, facts, receipt, merchant, clearSignature, json, attachments);
  }

  /**
   * With a file of the shop, such as a proof of delivery.
   *
   * @param name 1 to 64 of A-Z, a-z, 0-9, dot, line and hyphen, the first a letter or digit
   * @param content at most {@value #MAX_ATTACHMENT} bytes; copied
   */
  public EvidenceParts attach(String name, byte[] content) {
    if (!EvidenceZip.isName("attachments/" + name) || content.length > MAX_ATTACHMENT) {
      throw new IllegalArgumentException("an attachment has a plain name and at most 8 MiB");
    }
    SortedMap<String, byte[]> more = new TreeMap<>(attachments);
    if (more.put(name, content.clone()) != null || more.size() > MAX_ATTACHMENTS) {
      throw new IllegalArgumentException("an attachment stands there once, with at most 49 others");
    }
    return new EvidenceParts(file, facts, receipt, merchant, clearSignature, deviceHealth, more);
  }

  CaseFile file() {
    return file;
  }

  ReceiptFacts facts() {
    return facts;
  }

  ReceiptDocument receipt() {
    return receipt;
  }

  Merchant merchant() {
    return merchant;
  }

  /** Whether the signature's strokes are in it. */
  public boolean clearSignature() {
    return clearSignature;
  }

  String deviceHealth() {
    return deviceHealth;
  }

  SortedMap<String, byte[]> attachments() {
    return attachments;
  }
}
