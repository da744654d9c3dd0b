import dev.raglan.Raglan;

abstract class Prelude {

  final Raglan raglan = Raglan.builder().build();

  String answer(String question) {
    return question;
  }

  interface VectorStore {}

  interface Retriever {}

  record VectorRetriever(VectorStore store) implements Retriever {}
}
