package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.PaymentKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sense of answers whose callers had gone: what they say depends on what was asked, which is
 * remembered for the last {@value #REMEMBERED} questions.
 */
final class LateAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(LateAnswers.class);
  private static final int REMEMBERED = 1_024;

  private final Map<PaymentKey, Money> asked =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PaymentKey, Money> eldest) {
          return size() > REMEMBERED;
        }
      };
  private volatile Consumer<LateAnswer> listener = late -> {};

  void listener(Consumer<LateAnswer> to) {
    listener = to;
  }

  /** Before it is asked, so that no answer can come before. */
  synchronized void expect(PaymentKey key, Money money) {
    asked.remove(key);
    asked.put(key, money);
  }

  /** It was answered in time, or never sent. */
  synchronized void forget(PaymentKey key) {
    asked.remove(key);
  }

  /** Late answers to reversals and queries are worth nothing: both are asked again. */
  void came(PaymentKey key, IsoMessage message) {
    if (message.mti().startsWith("04") || message.mti().startsWith("06")) {
      return;
    }
    Money money;
    synchronized (this) {
      money = asked.get(key);
    }
    HostReply reply = money == null ? null : Replies.money(message, money);
    if (reply instanceof HostReply.Approved || reply instanceof HostReply.Declined) {
      tell(new LateAnswer(key, reply));
    }
  }

  private void tell(LateAnswer late) {
    try {
      listener.accept(late);
    } catch (RuntimeException e) {
      LOG.warn("the listener of late answers failed: {}", e.getClass().getName());
    }
  }
}
