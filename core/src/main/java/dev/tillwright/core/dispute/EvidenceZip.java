package dev.tillwright.core.dispute;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The container of evidence: a zip whose members are stored, not compressed, in the order of their
 * names and all of the same time. So the same members are the same bytes on every machine, and a
 * small file cannot grow when it is read.
 */
final class EvidenceZip {
  static final int MAX_BYTES = 64 << 20;
  static final int MAX_MEMBERS = 200;

  private static final Pattern NAME =
      Pattern.compile(
          "[a-z][a-z0-9-]{0,40}\\.[a-z]{2,5}|attachments/[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  // The first time that a zip can tell.
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private EvidenceZip() {}

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static byte[] write(SortedMap<String, byte[]> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        byte[] content = member.getValue();
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory is never full of I/O", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads the members, into memory alone.
   *
   * @throws Refused saying why, when it is not a container that {@link #write} may have made
   */
  static SortedMap<String, byte[]> read(byte[] file) throws Refused {
    if (file.length > MAX_BYTES) {
      throw new Refused("it is larger than " + MAX_BYTES + " bytes");
    }
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!isName(name)) {
          throw new Refused("a member's name is none of a bundle");
        }
        if (entry.getMethod() != ZipEntry.STORED) {
          throw new Refused("its member " + name + " is compressed");
        }
        if (members.size() == MAX_MEMBERS) {
          throw new Refused("it has more than " + MAX_MEMBERS + " members");
        }
        // Stored, so never more than the file itself.
        if (members.put(name, zip.readNBytes(file.length)) != null) {
          throw new Refused("its member " + name + " stands there twice");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Refused(
          members.isEmpty()
              ? "it is not a zip that can be read"
              : "it is broken after its " + members.size() + ". member");
    }
    if (members.isEmpty()) {
      throw new Refused("it is not a zip, or an empty one");
    }
    return new TreeMap<>(members);
  }

  /** The file is not what it says it is. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }
}
