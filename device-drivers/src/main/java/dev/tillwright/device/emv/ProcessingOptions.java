package dev.tillwright.device.emv;

import dev.tillwright.core.tlv.DataObjectList;
import dev.tillwright.core.tlv.TlvFormatException;
import dev.tillwright.core.tlv.TlvObject;
import dev.tillwright.core.tlv.TlvObjects;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a card answers to GET PROCESSING OPTIONS (EMV book 3, 6.5.8).
 *
 * @param locator which records to read; none for a card without contacts that has said all already
 * @param objects what else stands in the answer
 */
record ProcessingOptions(Optional<FileLocator> locator, Optional<TlvObjects> objects) {
  private static final int LONGEST_DATA = 252;

  /** Asks, with what the card wants to know first. */
  static ResponseApdu ask(ApduExchange card, TlvObjects fci, DolValues values) {
    byte[] data = fci.value(EmvTag.PDOL).map(pdol -> answer(pdol, values)).orElse(new byte[0]);
    TlvObjects template = TlvObjects.builder().add(EmvTag.COMMAND_TEMPLATE, data).build();
    return card.send(0x80, 0xA8, 0, 0, template.toBytes());
  }

  private static byte[] answer(byte[] pdol, DolValues values) {
    DataObjectList list;
    try {
      list = DataObjectList.parse(pdol);
    } catch (TlvFormatException e) {
      throw new ApduFormatException("PDOL", e.offset(), e.what());
    }
    if (list.length() > LONGEST_DATA) {
      throw new ApduFormatException("PDOL", 0, "asks for more than a command holds");
    }
    return values.answer(list);
  }

  static ProcessingOptions parse(ResponseApdu answer) {
    byte[] data = answer.data();
    boolean format1 = data.length > 0 && (data[0] & 0xFF) == EmvTag.FORMAT_1.code();
    TlvObjects objects = EmvData.parse(data, "processing options");
    return format1 ? format1(objects) : format2(objects);
  }

  /** The interchange profile in two bytes, then the locator. */
  private static ProcessingOptions format1(TlvObjects objects) {
    List<TlvObject> top = objects.objects();
    byte[] value = top.get(0).value();
    if (top.size() != 1 || value.length < 6) {
      throw new ApduFormatException("processing options", 0, "a profile and a locator");
    }
    byte[] locator = Arrays.copyOfRange(value, 2, value.length);
    return new ProcessingOptions(Optional.of(FileLocator.parse(locator)), Optional.empty());
  }

  private static ProcessingOptions format2(TlvObjects objects) {
    if (objects.find(EmvTag.FORMAT_2).isEmpty() || objects.find(EmvTag.AIP).isEmpty()) {
      throw new ApduFormatException("processing options", 0, "a template with a profile");
    }
    Optional<FileLocator> locator =
        objects.value(EmvTag.AFL).filter(value -> value.length > 0).map(FileLocator::parse);
    return new ProcessingOptions(locator, Optional.of(objects));
  }
}
