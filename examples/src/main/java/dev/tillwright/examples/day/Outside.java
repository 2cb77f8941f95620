package dev.tillwright.examples.day;

/** What the replay may ask of the world outside its JVM. */
interface Outside {

  /** Takes the payment host off the network, or puts it back. */
  void hostOnline(boolean online);

  /** Says how far the replay is. */
  void progress(long done);

  /** Tells something worth telling. */
  void tell(String event);
}
