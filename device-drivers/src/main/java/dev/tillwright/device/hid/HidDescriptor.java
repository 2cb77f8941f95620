package dev.tillwright.device.hid;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A report descriptor, understood: what a device is, and where in its input reports each usage
 * stands (HID 1.11, 6.2.2).
 *
 * <p>Immutable. Bounds: {@value #MAX_BYTES} bytes, {@value #MAX_FIELDS} fields, reports of {@value
 * HidConnection#MAX_REPORT} bytes.
 */
public final class HidDescriptor {
  /** As the standard allows for a descriptor. */
  public static final int MAX_BYTES = 65_535;

  /** More than any device at a till has. */
  public static final int MAX_FIELDS = 1_024;

  private final Set<Integer> applications;
  private final List<HidField> fields;
  private final boolean numbered;

  HidDescriptor(Set<Integer> applications, List<HidField> fields, boolean numbered) {
    this.applications = Set.copyOf(applications);
    this.fields = List.copyOf(fields);
    this.numbered = numbered;
  }

  /**
   * Reads one.
   *
   * @throws HidFormatException naming the item that is wrong
   */
  public static HidDescriptor parse(byte[] bytes) {
    return new DescriptorParser(bytes).parse();
  }

  /** Whether the device says that it is this: the usage of an application collection. */
  public boolean is(int page, int usage) {
    return applications.contains(of(page, usage));
  }

  /** Whether it says so of anything on a page. */
  public boolean isOn(int page) {
    return applications.stream().anyMatch(it -> it >>> 16 == page);
  }

  /** Whether an input report of this device has such a value. */
  public boolean has(int page, int usage) {
    int wanted = of(page, usage);
    return fields.stream().anyMatch(field -> field.usages().contains(wanted));
  }

  /** A value in a report; empty when reports of this id have none. */
  public OptionalInt value(byte[] report, int page, int usage) {
    int wanted = of(page, usage);
    for (HidField field : fields) {
      int index = field.usages().indexOf(wanted);
      if (field.variable() && index >= 0 && index < field.count() && isIn(field, report)) {
        return OptionalInt.of(field.value(report, from(), index));
      }
    }
    return OptionalInt.empty();
  }

  /** The bytes of a value of many, such as the data of a code; empty when there is none. */
  public byte[] bytes(byte[] report, int page, int usage) {
    int wanted = of(page, usage);
    for (HidField field : fields) {
      int index = field.usages().indexOf(wanted);
      if (field.variable() && field.size() == 8 && index >= 0 && isIn(field, report)) {
        boolean last = index == field.usages().size() - 1;
        byte[] bytes = new byte[last ? Math.max(0, field.count() - index) : 1];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) field.value(report, from(), index + i);
        }
        return bytes;
      }
    }
    return new byte[0];
  }

  /** The usages on a page that a report says are chosen, in the order of the report. */
  public Set<Integer> chosen(byte[] report, int page) {
    Set<Integer> chosen = new LinkedHashSet<>();
    for (HidField field : fields) {
      if (!isIn(field, report)) {
        continue;
      }
      for (int i = 0; i < field.count(); i++) {
        int value = field.value(report, from(), i);
        int usage;
        if (field.variable()) {
          usage = field.size() == 1 && value == 1 ? field.usage(i) : 0;
        } else {
          int number = value - field.least();
          usage = number >= 0 && number < field.usages().size() ? field.usages().get(number) : 0;
        }
        if (usage >>> 16 == page) {
          chosen.add(usage & 0xffff);
        }
      }
    }
    return chosen;
  }

  private boolean isIn(HidField field, byte[] report) {
    boolean whole = from() + (field.lastBit() + 7) / 8 <= report.length;
    return whole && (!numbered || (report[0] & 0xff) == field.report());
  }

  private int from() {
    return numbered ? 1 : 0;
  }

  private static int of(int page, int usage) {
    return page << 16 | usage;
  }
}
