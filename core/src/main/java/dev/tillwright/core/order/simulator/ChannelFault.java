package dev.tillwright.core.order.simulator;

/** What goes wrong between a till and a virtual channel. */
public enum ChannelFault {
  /** Nobody answers, and nothing arrived: to a notice or to a question for messages. */
  SILENT,
  /** A notice arrived and was acted on; the answer got lost. */
  ANSWER_LOST,
  /** A notice arrived and was acted on; the answer is late beyond the deadline. */
  LATE,
  /** Each message comes twice. */
  DUPLICATE,
  /** Messages come in the opposite order. */
  REORDERED,
  /** Orders come with another price and total, beside the true ones. */
  ALTERED,
  /** A notice is refused for certain. */
  REFUSE
}
