package dev.raglan.providers;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import io.milvus.v2.service.vector.response.SearchResp;
import io.pinecone.proto.QueryResponse;
import io.pinecone.proto.ScoredVector;
import io.pinecone.unsigned_indices_model.QueryResponseWithUnsignedIndices;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.weaviate.client.Config;
import io.weaviate.client.WeaviateClient;
import io.weaviate.client.base.Result;
import io.weaviate.client.v1.graphql.model.GraphQLResponse;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** What the clients of vector stores return from a search. */
class StoresTest {

  @RegisterExtension private final Provider provider = new Provider();
  @RegisterExtension private final Spans spans = new Spans();

  /** A search that returns what the client returned. */
  static final class Calls {

    @RagEvent(RagEventType.RETRIEVAL)
    SearchResponse<?> elasticsearch(ElasticsearchClient client, String query) throws Exception {
      return client.search(search -> search.index("pages").q(query), Map.class);
    }

    @RagEvent(RagEventType.RETRIEVAL)
    org.opensearch.client.opensearch.core.SearchResponse<?> openSearch(
        OpenSearchClient client, String query) throws Exception {
      return client.search(search -> search.index("pages").q(query), Map.class);
    }

    @RagEvent(RagEventType.RETRIEVAL)
    Result<GraphQLResponse> weaviate(WeaviateClient client, String query) {
      return client.graphQL().raw().withQuery("{Get{Page{text}}}").run();
    }

    @RagEvent(RagEventType.RETRIEVAL)
    List<ScoredPoint> qdrant(List<ScoredPoint> found, String query) {
      return found;
    }

    @RagEvent(RagEventType.RETRIEVAL)
    QueryResponseWithUnsignedIndices pinecone(
        QueryResponseWithUnsignedIndices found, String query) {
      return found;
    }

    @RagEvent(RagEventType.RETRIEVAL)
    SearchResp milvus(SearchResp found, String query) {
      return found;
    }
  }

  private static final String HITS =
      """
      {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
       "hits":{"total":{"value":1,"relation":"eq"},"max_score":0.75,"hits":[
         {"_index":"pages","_id":"a","_score":0.75,
          "_source":{"text":"Paris is the capital."}}]}}""";

  @Test
  void hitsOfOpenSearchAreDocuments() throws Exception {
    provider.answers(HITS);

    try (OpenSearchTransport transport =
        ApacheHttpClient5TransportBuilder.builder(
                new HttpHost("http", provider.host(), provider.port()))
            .build()) {
      spans.call(new Calls(), "openSearch", new OpenSearchClient(transport), "capital");
    }

    assertFound("a");
  }

  @Test
  void hitsOfElasticsearchAreDocuments() throws Exception {
    provider.answers(
        200,
        Headers.of("Content-Type", "application/json", "X-Elastic-Product", "Elasticsearch"),
        HITS);

    try (ElasticsearchClient client = ElasticsearchClient.of(at -> at.host(provider.url()))) {
      spans.call(new Calls(), "elasticsearch", client, "capital");
    }

    assertFound("a");
  }

  @Test
  void objectsOfWeaviateAreDocuments() throws Exception {
    provider.answers(
        """
        {"data":{"Get":{"Page":[{"text":"Paris is the capital.",
           "_additional":{"id":"a","certainty":0.75}}]}}}""");

    WeaviateClient client =
        new WeaviateClient(new Config("http", provider.host() + ":" + provider.port()));
    spans.call(new Calls(), "weaviate", client, "capital");

    assertFound("a");
  }

  @Test
  void pointsOfQdrantAreDocuments() throws Exception {
    ScoredPoint point =
        ScoredPoint.newBuilder()
            .setId(PointIdFactory.id(7))
            .setScore(0.75f)
            .putPayload("text", ValueFactory.value("Paris is the capital."))
            .build();

    spans.call(new Calls(), "qdrant", List.of(point), "capital");

    assertFound("7");
  }

  @Test
  void matchesOfPineconeAreDocuments() throws Exception {
    ScoredVector match =
        ScoredVector.newBuilder()
            .setId("a")
            .setScore(0.75f)
            .addAllValues(List.of(0.5f, 0.25f))
            .setMetadata(
                Struct.newBuilder()
                    .putFields(
                        "text", Value.newBuilder().setStringValue("Paris is the capital.").build()))
            .build();

    spans.call(
        new Calls(),
        "pinecone",
        new QueryResponseWithUnsignedIndices(QueryResponse.newBuilder().addMatches(match).build()),
        "capital");

    assertFound("a");
  }

  @Test
  void resultsOfMilvusAreDocuments() throws Exception {
    SearchResp found =
        SearchResp.builder()
            .searchResults(
                List.of(
                    List.of(
                        SearchResp.SearchResult.builder()
                            .id("a")
                            .score(0.75f)
                            .entity(Map.of("text", "Paris is the capital."))
                            .build())))
            .build();

    spans.call(new Calls(), "milvus", found, "capital");

    assertFound("a");
  }

  private void assertFound(String id) {
    assertThat(spans.text("gen_ai.retrieval.documents"))
        .isEqualTo("[{\"id\":\"" + id + "\",\"score\":0.75}]");
    assertThat(spans.text("retrieval.documents.0.document.content"))
        .isEqualTo("Paris is the capital.");
    assertThat(spans.text("gen_ai.retrieval.query.text")).isEqualTo("capital");
  }
}
