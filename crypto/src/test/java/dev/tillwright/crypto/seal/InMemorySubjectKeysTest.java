package dev.tillwright.crypto.seal;

class InMemorySubjectKeysTest extends SubjectKeysContract {
  @Override
  SubjectKeys store() {
    return new InMemorySubjectKeys();
  }
}
