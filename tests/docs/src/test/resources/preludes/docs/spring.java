abstract class Prelude {

  interface VectorStore {}

  interface Retriever {}

  record VectorRetriever(VectorStore store) implements Retriever {}
}
