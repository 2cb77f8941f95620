package dev.tillwright.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object, field by field, in the order of the calls. The same calls give the same
 * text, so a payload can be hashed. Not for several threads.
 */
public final class JsonOut {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator generator;

  private JsonOut(JsonGenerator generator) {
    this.generator = generator;
  }

  /** The text of one object whose fields {@code fields} writes. */
  public static String object(Consumer<JsonOut> fields) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      new JsonOut(generator).braces(fields);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a StringWriter does not fail
    }
    return text.toString();
  }

  /** A text; {@code null} leaves the field out. */
  public JsonOut put(String name, @Nullable String value) {
    return value == null ? this : run(() -> generator.writeStringField(name, value));
  }

  /** A whole number. */
  public JsonOut put(String name, long value) {
    return run(() -> generator.writeNumberField(name, value));
  }

  /** A truth value. */
  public JsonOut put(String name, boolean value) {
    return run(() -> generator.writeBooleanField(name, value));
  }

  /** An object of its own. */
  public JsonOut put(String name, Consumer<JsonOut> fields) {
    return run(
        () -> {
          generator.writeFieldName(name);
          braces(fields);
        });
  }

  /** A list of objects, one for each value. */
  public <T> JsonOut putAll(String name, Iterable<T> values, BiConsumer<JsonOut, T> fields) {
    return run(
        () -> {
          generator.writeArrayFieldStart(name);
          for (T value : values) {
            braces(out -> fields.accept(out, value));
          }
          generator.writeEndArray();
        });
  }

  /** A list of texts. */
  public JsonOut putTexts(String name, Iterable<String> values) {
    return run(
        () -> {
          generator.writeArrayFieldStart(name);
          for (String value : values) {
            generator.writeString(value);
          }
          generator.writeEndArray();
        });
  }

  /** A list of whole numbers. */
  public JsonOut putNumbers(String name, Iterable<? extends Number> values) {
    return run(
        () -> {
          generator.writeArrayFieldStart(name);
          for (Number value : values) {
            generator.writeNumber(value.longValue());
          }
          generator.writeEndArray();
        });
  }

  private void braces(Consumer<JsonOut> fields) throws IOException {
    generator.writeStartObject();
    fields.accept(this);
    generator.writeEndObject();
  }

  private JsonOut run(Write write) {
    try {
      write.run();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a StringWriter does not fail
    }
    return this;
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }
}
