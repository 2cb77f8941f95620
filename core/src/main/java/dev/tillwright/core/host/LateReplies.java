package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.payment.PaymentKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that nobody waits for: counted, and handed on. Whose they are is known for the last 1,024
 * questions that were given up.
 */
final class LateReplies {
  private static final Logger LOG = LoggerFactory.getLogger(LateReplies.class);
  private static final int REMEMBERED = 1_024;

  private final Consumer<IsoMessage> unmatched;
  private final BiConsumer<PaymentKey, IsoMessage> answers;
  private final AtomicLong count = new AtomicLong();
  private final Map<Correlation, PaymentKey> expected =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Correlation, PaymentKey> eldest) {
          return size() > REMEMBERED;
        }
      };

  LateReplies(Iso8583Config config, BiConsumer<PaymentKey, IsoMessage> answers) {
    this.unmatched = config.unmatched();
    this.answers = answers;
  }

  /** Late ones and those that belong to nothing. */
  long count() {
    return count.get();
  }

  /** From now on the answer to this is late. */
  synchronized void expect(Exchange exchange) {
    if (exchange.key() != null) {
      expected.put(exchange.correlation(), exchange.key());
    }
  }

  /** It was answered after all. */
  synchronized void forget(Exchange exchange) {
    expected.remove(exchange.correlation());
  }

  void came(Correlation correlation, IsoMessage message) {
    count.incrementAndGet();
    PaymentKey key;
    synchronized (this) {
      key = expected.remove(correlation);
    }
    if (key == null || !Messages.mayAnswer(message, key)) {
      LOG.warn("a message of type {} belongs to no question", message.mti());
      handOn(message);
      return;
    }
    LOG.warn("the answer of type {} to {} came too late", message.mti(), key);
    answers.accept(key, message);
  }

  private void handOn(IsoMessage message) {
    try {
      unmatched.accept(message);
    } catch (RuntimeException e) {
      LOG.warn("the listener of unmatched messages failed: {}", e.getClass().getName());
    }
  }
}
