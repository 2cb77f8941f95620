package dev.tillwright.loyalty.program;

/**
 * What is given at most: it cuts an award down, it does not refuse it.
 *
 * @param per over what
 * @param points positive
 */
public record Limit(Per per, long points) {

  /** Over what a limit counts. */
  public enum Per {
    /** One sale. */
    TRANSACTION
  }
}
