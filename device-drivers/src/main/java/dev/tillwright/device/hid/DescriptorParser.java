package dev.tillwright.device.hid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks the items of a report descriptor (HID 1.11, 6.2.2.1 to 6.2.2.8). */
final class DescriptorParser {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_USAGES = 4_096;
  private static final int MAX_BITS = HidConnection.MAX_REPORT * 8;
  private static final int LONG_ITEM = 0xfe;
  private static final int APPLICATION = 1;

  private final byte[] bytes;
  private final List<HidField> fields = new ArrayList<>();
  private final Set<Integer> applications = new HashSet<>();
  private final Map<Integer, Integer> bits = new HashMap<>();
  private final Deque<Global> kept = new ArrayDeque<>();
  private final List<Integer> usages = new ArrayList<>();
  private int page;
  private int least;
  private int size;
  private int count;
  private int report;
  private @Nullable Integer usageMinimum;
  private boolean numbered;
  private int depth;
  private int at;

  /** What holds until it is set again, put aside. */
  private record Global(int page, int least, int size, int count, int report) {}

  DescriptorParser(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  HidDescriptor parse() {
    if (bytes.length > HidDescriptor.MAX_BYTES) {
      throw wrong("it is too long");
    }
    int next;
    for (; at < bytes.length; at = next) {
      int head = bytes[at] & 0xff;
      if (head == LONG_ITEM) {
        next = at + 3 + (at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0);
      } else {
        int length = (head & 3) == 3 ? 4 : head & 3;
        next = at + 1 + length;
        if (next > bytes.length) {
          throw wrong("an item has no end");
        }
        item(head & 0xfc, length);
      }
      if (next > bytes.length) {
        throw wrong("an item has no end");
      }
    }
    if (depth != 0) {
      throw wrong("a collection has no end");
    }
    return new HidDescriptor(applications, fields, numbered);
  }

  private void item(int tag, int length) {
    switch (tag) {
      case 0x80 -> input(unsigned(length));
      case 0x90, 0xb0 -> usagesDone(); // output and feature reports are not read
      case 0xa0 -> collection(unsigned(length));
      case 0xc0 -> end();
      case 0x04 -> page = unsigned(length) & 0xffff;
      case 0x14 -> least = signed(length);
      case 0x74 -> size = unsigned(length);
      case 0x94 -> count = unsigned(length);
      case 0x84 -> report(unsigned(length));
      case 0xa4 -> push();
      case 0xb4 -> pop();
      case 0x08 -> usage(length, unsigned(length));
      case 0x18 -> usageMinimum = full(length, unsigned(length));
      case 0x28 -> usageMaximum(full(length, unsigned(length)));
      default -> {} // units, physical ranges, strings: nothing here needs them
    }
  }

  private void report(int id) {
    if (id < 1 || id > 255) {
      throw wrong("a report's id is 1 to 255");
    }
    numbered = true;
    report = id;
  }

  private void push() {
    if (kept.size() >= MAX_DEPTH) {
      throw wrong("too much is pushed");
    }
    kept.push(new Global(page, least, size, count, report));
  }

  private void pop() {
    if (kept.isEmpty()) {
      throw wrong("nothing was pushed");
    }
    Global back = kept.pop();
    page = back.page;
    least = back.least;
    size = back.size;
    count = back.count;
    report = back.report;
  }

  private void collection(int type) {
    if (++depth > MAX_DEPTH) {
      throw wrong("collections are nested too deep");
    }
    if (type == APPLICATION && !usages.isEmpty()) {
      applications.add(usages.get(0));
    }
    usagesDone();
  }

  private void end() {
    if (--depth < 0) {
      throw wrong("a collection ends that did not begin");
    }
    usagesDone();
  }

  private void input(int flags) {
    int first = bits.getOrDefault(report, 0);
    long end = first + (long) size * count;
    if (size < 0 || count < 0 || end > MAX_BITS) {
      throw wrong("a report is too long");
    }
    bits.put(report, (int) end);
    boolean constant = (flags & 1) != 0;
    if (!constant && size > 0 && size <= 32 && count > 0) {
      if (fields.size() >= HidDescriptor.MAX_FIELDS) {
        throw wrong("it has too many fields");
      }
      boolean variable = (flags & 2) != 0;
      fields.add(new HidField(report, List.copyOf(usages), first, size, count, least, variable));
    }
    usagesDone();
  }

  private void usage(int length, int value) {
    if (usages.size() >= MAX_USAGES) {
      throw wrong("a field has too many usages");
    }
    usages.add(full(length, value));
  }

  private void usageMaximum(int most) {
    Integer first = usageMinimum;
    int more = first == null ? -1 : most - first;
    if (first == null || more < 0 || usages.size() + more >= MAX_USAGES) {
      throw wrong("a range of usages is none");
    }
    for (int i = 0; i <= more; i++) {
      usages.add(first + i);
    }
    usageMinimum = null;
  }

  private void usagesDone() {
    usages.clear();
    usageMinimum = null;
  }

  /** A usage of four bytes brings its page. */
  private int full(int length, int value) {
    return length == 4 ? value : page << 16 | value;
  }

  private int unsigned(int length) {
    long value = 0;
    for (int i = length; i > 0; i--) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return (int) value;
  }

  private int signed(int length) {
    int value = unsigned(length);
    return length == 1 ? (byte) value : length == 2 ? (short) value : value;
  }

  private HidFormatException wrong(String what) {
    return new HidFormatException(at, what);
  }
}
