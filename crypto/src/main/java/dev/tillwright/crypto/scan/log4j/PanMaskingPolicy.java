package dev.tillwright.crypto.scan.log4j;

import dev.tillwright.crypto.scan.PanMasker;
import dev.tillwright.crypto.scan.PanScanner;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.rewrite.RewritePolicy;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.spi.MutableThreadContextStack;
import org.jspecify.annotations.Nullable;

/**
 * Stars card numbers in every event that goes through a rewrite appender: in the message, its
 * parameters, the texts of the throwable with its causes, and the thread context, map and stack.
 *
 * <pre>{@code
 * <Rewrite name="masked">
 *   <PanMasking/>
 *   <AppenderRef ref="file"/>
 * </Rewrite>
 * }</pre>
 *
 * <p>The attribute {@code shortestNumber}, 13 to 16, is that of {@link PanScanner#from}.
 *
 * <p><b>Not promised.</b> It is the last line: what {@link PanScanner} does not find passes, and so
 * does what reaches {@code file} by another way. Any number of threads.
 */
@Plugin(
    name = "PanMasking",
    category = Core.CATEGORY_NAME,
    elementType = "rewritePolicy",
    printObject = true)
@SuppressWarnings("exports") // who configures it has Log4j
public final class PanMaskingPolicy implements RewritePolicy {
  private final PanMasker masker;

  private PanMaskingPolicy(PanMasker masker) {
    this.masker = masker;
  }

  /** Called by Log4j. */
  @PluginFactory
  public static PanMaskingPolicy create(
      @PluginAttribute(value = "shortestNumber", defaultInt = 13) int shortestNumber) {
    return new PanMaskingPolicy(new PanMasker(PanScanner.from(shortestNumber)));
  }

  /** A proxy that was made of the throwable before would still hold its texts. */
  @Override
  @SuppressWarnings("deprecation")
  public LogEvent rewrite(LogEvent event) {
    Map<String, String> context = new LinkedHashMap<>();
    event.getContextData().forEach((key, value) -> context.put(key, text(value)));
    Throwable thrown = event.getThrown();
    return new Log4jLogEvent.Builder(event.toImmutable())
        .setMessage(MaskedMessage.of(event.getMessage(), masker))
        .setThrown(thrown == null ? null : MaskedThrowable.of(thrown, masker))
        .setThrownProxy(null)
        .setContextData(ContextDataFactory.createContextData(context))
        .setContextStack(stack(event.getContextStack()))
        .build();
  }

  private ThreadContext.ContextStack stack(ThreadContext.@Nullable ContextStack there) {
    if (there == null || there.getDepth() == 0) {
      return ThreadContext.EMPTY_STACK;
    }
    return new MutableThreadContextStack(there.asList().stream().map(this::text).toList());
  }

  private String text(Object value) {
    return masker.mask(String.valueOf(value));
  }

  @Override
  public String toString() {
    return "PanMasking";
  }
}
