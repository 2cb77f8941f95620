package dev.tillwright.core.access;

import dev.tillwright.core.access.Operators.Known;
import dev.tillwright.core.access.Weakness.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for what is too old or too weak around access; changes nothing. */
final class Audit {
  private final AccessSettings settings;
  private final AuditRules rules;
  private final Instant now;
  private final List<Weakness> found = new ArrayList<>();

  Audit(AccessSettings settings, AuditRules rules, Instant now) {
    this.settings = settings;
    this.rules = rules;
    this.now = now;
  }

  List<Weakness> look(List<Known> operators, KeyAges keys, IncidentBook incidents) {
    new KeyAudit(rules, now, found).look(keys);
    operators.forEach(this::operator);
    settings();
    if (incidents.isStale(now)) {
      add(
          What.STALE_LIST,
          "list " + incidents.list(),
          "the revocation list is too old since " + incidents.until().orElse(now),
          "bring a newer one, see docs/incident.md");
    }
    if (incidents.isFrozen(now)) {
      add(What.FROZEN, "this till", "it is frozen", "thaw it when the incident is over");
    }
    return found;
  }

  private void operator(Known known) {
    String id = known.id().orElse("");
    Instant seen = known.lastSeen();
    if (seen.plus(rules.operatorIdle()).isBefore(now)) {
      boolean never = seen.equals(Instant.EPOCH);
      add(
          What.IDLE_OPERATOR,
          id,
          never ? "was never seen" : "was last seen " + seen,
          "retire who does not work here any more");
    }
    if (known.secretHash() == null) {
      add(What.WEAK_SETTING, id, "logs on without a secret", "enrol with a secret");
    }
    Role role = role(known);
    if (role != null && role.allows(Permission.MANAGE_OPERATORS) && known.seed() == null) {
      add(
          What.WEAK_SETTING,
          id,
          "manages operators without a one-time code",
          "give an authenticator program: enrolCode");
    }
  }

  private @Nullable Role role(Known known) {
    Operator operator = known.operator();
    return settings.roles().stream()
        .filter(it -> operator != null && it.name().equals(operator.role()))
        .findFirst()
        .orElse(null);
  }

  private void settings() {
    if (settings.hasher() == null) {
      add(
          What.WEAK_SETTING,
          "hasher",
          "secrets cannot be checked",
          "give the builder an Argon2id hasher: secrets");
    }
    if (settings.lockOut().tries() > rules.tries()) {
      add(
          What.WEAK_SETTING,
          "lockOut",
          settings.lockOut().tries() + " wrong tries are free",
          "set at most " + rules.tries());
    }
    if (settings.idle().compareTo(Duration.ofHours(4)) > 0) {
      add(
          What.WEAK_SETTING,
          "session",
          "a session lasts " + settings.idle() + " with nobody there",
          "set a shorter time without anything: session");
    }
    if (settings.sensitive().isEmpty()) {
      add(
          What.WEAK_SETTING,
          "sensitive",
          "nobody is asked again who he is",
          "name what is sensitive");
    }
  }

  private void add(What what, String about, String is, String todo) {
    found.add(new Weakness(what, about, is, todo));
  }
}
