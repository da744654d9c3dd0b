package dev.raglan.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonParser;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.type.Compiled;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.SpanType;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stores and rerankers answer. */
class DocumentListsTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final Extractors extractors = BuiltIn.extractors(false);

  private static RetrievedChunk chunk(String id, String content, Double score) {
    return RetrievedChunk.of(id, content, score);
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(
            "Elasticsearch, OpenSearch",
            """
            {"took":3,"timed_out":false,"_shards":{"total":1},"hits":{"total":{"value":2,"relation":"eq"},
             "max_score":1.5,"hits":[
              {"_index":"docs","_id":"a","_score":1.5,"_source":{"title":"T","text":"one","metadata":{"page":3}}},
              {"_index":"docs","_id":"b","_score":0.5,"_source":{"content":"two"}}]}}\
            """,
            List.of(
                new RetrievedChunk("a", "one", 1.5, Map.of("page", 3)), chunk("b", "two", 0.5))),
        Arguments.of(
            "Pinecone",
            """
            {"namespace":"n","usage":{"readUnits":1},"matches":[
              {"id":"a","score":0.9,"values":[],"metadata":{"text":"one","page":3}}]}\
            """,
            List.of(new RetrievedChunk("a", "one", 0.9, Map.of("page", 3)))),
        Arguments.of(
            "Qdrant",
            """
            {"status":"ok","time":0.1,"result":[
              {"id":7,"version":1,"score":0.75,"payload":{"text":"one","city":"Rome"}},
              {"id":"5c56","version":1,"score":0.5,"payload":{"page_content":"two","metadata":{"p":1}}}]}\
            """,
            List.of(
                chunk("7", "one", 0.75), new RetrievedChunk("5c56", "two", 0.5, Map.of("p", 1)))),
        Arguments.of(
            "Qdrant, query",
            """
            {"status":"ok","result":{"points":[{"id":7,"score":0.75,"payload":{"document":"one"}}]}}\
            """,
            List.of(chunk("7", "one", 0.75))),
        Arguments.of(
            "Qdrant, gRPC",
            """
            [{"id":{"num":7},"payload":{"text":"one"},"score":0.5},
             {"id":{"uuid":"5c56"},"payload":{"text":"two"},"score":0.25}]\
            """,
            List.of(chunk("7", "one", 0.5), chunk("5c56", "two", 0.25))),
        Arguments.of(
            "Chroma",
            """
            {"ids":[["a","b"]],"distances":[[0.25,0.5]],"embeddings":null,
             "documents":[["one",null]],"metadatas":[[{"page":3},null]],"include":["documents"]}\
            """,
            List.of(
                new RetrievedChunk("a", "one", 0.25, Map.of("page", 3)), chunk("b", null, 0.5))),
        Arguments.of(
            "Milvus",
            """
            {"code":0,"cost":0,"data":[{"id":4,"distance":0.75,"text":"one","color":"red"}]}\
            """,
            List.of(chunk("4", "one", 0.75))),
        Arguments.of(
            "Milvus, SDK",
            """
            {"searchResults":[[{"id":4,"score":0.75,"entity":{"text":"one"}}]]}\
            """,
            List.of(chunk("4", "one", 0.75))),
        Arguments.of(
            "Weaviate",
            """
            {"data":{"Get":{"Article":[
              {"content":"one","_additional":{"id":"5c56","certainty":0.9}},
              {"content":"two","_additional":{"id":"7c","score":"0.5"}}]}}}\
            """,
            List.of(chunk("5c56", "one", 0.9), chunk("7c", "two", 0.5))),
        Arguments.of(
            "Cohere, rerank",
            """
            {"id":"r","results":[{"index":3,"relevance_score":0.99},{"index":0,"relevance_score":0.5}],
             "meta":{"api_version":{"version":"2"}}}\
            """,
            List.of(chunk("3", null, 0.99), chunk("0", null, 0.5))),
        Arguments.of(
            "Jina, rerank",
            """
            {"model":"jina-reranker-v2","object":"list",
             "results":[{"index":3,"relevance_score":0.99,"document":{"text":"one"}},
                        {"index":1,"relevance_score":0.5,"document":"two"}]}\
            """,
            List.of(chunk("3", "one", 0.99), chunk("1", "two", 0.5))),
        Arguments.of(
            "Solr",
            """
            {"responseHeader":{"status":0},"response":{"numFound":1,"start":0,"docs":[{"id":"a","text":"one","score":0.5}]}}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "Redis",
            """
            {"total_results":1,"results":[{"id":"doc:a","extra_attributes":{"content":"one","vector_distance":"0.25"}}]}\
            """,
            List.of(chunk("doc:a", "one", 0.25))),
        Arguments.of(
            "MongoDB Atlas",
            """
            [{"_id":"507f1f77bcf86cd799439011","text":"one","score":0.5},{"_id":"b","text":"two","score":0.25}]\
            """,
            List.of(chunk("507f1f77bcf86cd799439011", "one", 0.5), chunk("b", "two", 0.25))),
        Arguments.of(
            "pgvector",
            """
            [{"id":7,"chunk_text":"one","similarity":0.5},{"id":8,"content":"two","distance":0.25}]\
            """,
            List.of(chunk("7", "one", 0.5), chunk("8", "two", 0.25))),
        Arguments.of(
            "Vespa",
            """
            {"root":{"id":"toplevel","relevance":1.0,"children":[{"id":"id:x","relevance":0.5,"fields":{"text":"one"}}]}}\
            """,
            List.of(chunk("id:x", "one", 0.5))),
        Arguments.of(
            "Weaviate, objects",
            """
            {"objects":[{"uuid":"u","properties":{"text":"one"},"metadata":{"score":0.5}}]}\
            """,
            List.of(chunk("u", "one", 0.5))),
        Arguments.of(
            "Meilisearch",
            """
            {"hits":[{"id":1,"content":"one","_rankingScore":0.5}],"query":"q","estimatedTotalHits":1}\
            """,
            List.of(chunk("1", "one", 0.5))),
        Arguments.of(
            "Typesense",
            """
            {"found":1,"hits":[{"document":{"id":"a","text":"one"},"text_match":123,"vector_distance":0.25}]}\
            """,
            List.of(chunk("a", "one", 0.25))),
        Arguments.of(
            "Pinecone, integrated",
            """
            {"result":{"hits":[{"_id":"a","_score":0.5,"fields":{"chunk_text":"one"}}]},"usage":{"read_units":1}}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "OpenAI, vector stores",
            """
            {"object":"vector_store.search_results.page","search_query":["q"],"data":[{"file_id":"f","filename":"a.txt","score":0.5,"content":[{"type":"text","text":"one"},{"type":"text","text":"more"}]}]}\
            """,
            List.of(chunk("f", "one\nmore", 0.5))),
        Arguments.of(
            "Bedrock, rerank",
            """
            {"results":[{"index":1,"relevanceScore":0.5,"document":{"type":"TEXT","textDocument":{"text":"one"}}}]}\
            """,
            List.of(chunk("1", "one", 0.5))),
        Arguments.of(
            "Text embeddings inference, rerank",
            """
            [{"index":3,"score":0.5,"text":"one"},{"index":1,"score":0.25}]\
            """,
            List.of(chunk("3", "one", 0.5), chunk("1", null, 0.25))),
        Arguments.of(
            "Vertex AI, ranking",
            """
            {"records":[{"id":"a","title":"T","content":"one","score":0.5}]}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "LlamaIndex",
            """
            [{"node":{"id_":"a","text":"one"},"score":0.5},{"node":{"id_":"b","text":"two"},"score":0.25}]\
            """,
            List.of(chunk("a", "one", 0.5), chunk("b", "two", 0.25))),
        Arguments.of(
            "Tavily",
            """
            {"query":"q","results":[{"title":"T","url":"http://a","content":"one","score":0.5}]}\
            """,
            List.of(chunk("http://a", "one", 0.5))),
        Arguments.of(
            "Azure AI Search",
            """
            {"@odata.count":2,"value":[{"@search.score":0.03,"@search.rerankerScore":2.5,"id":"a","content":"one"},
             {"@search.score":0.02,"id":"b","chunk":"two"}]}\
            """,
            List.of(chunk("a", "one", 2.5), chunk("b", "two", 0.02))),
        Arguments.of(
            "Marqo",
            """
            {"hits":[{"_id":"a","_score":0.5,"text":"one","_highlights":[]}],"query":"q","limit":1}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "Turbopuffer",
            """
            {"rows":[{"id":1,"$dist":0.25,"text":"one"}],"billing":{"billable_logical_bytes_queried":1}}\
            """,
            List.of(chunk("1", "one", 0.25))),
        Arguments.of(
            "Turbopuffer, first API",
            """
            [{"id":"a","dist":0.25,"attributes":{"text":"one"}}]\
            """,
            List.of(chunk("a", "one", 0.25))),
        Arguments.of(
            "Vertex AI, Vector Search",
            """
            {"nearestNeighbors":[{"id":"q","neighbors":[{"datapoint":{"datapointId":"a"},"distance":0.5},
             {"datapoint":{"datapointId":"b"},"distance":0.25}]}]}\
            """,
            List.of(chunk("a", null, 0.5), chunk("b", null, 0.25))),
        Arguments.of(
            "Bedrock, answers of knowledge bases",
            """
            {"sessionId":"s","output":{"text":"Paris."},"citations":[
             {"retrievedReferences":[{"content":{"text":"one"},"location":{"s3Location":{"uri":"s3://a"},"type":"S3"}}]},
             {"retrievedReferences":[{"content":{"text":"two"},"location":{"webLocation":{"url":"http://b"},"type":"WEB"}}]}]}\
            """,
            List.of(chunk("s3://a", "one", null), chunk("http://b", "two", null))),
        Arguments.of(
            "Kendra",
            """
            {"QueryId":"q","ResultItems":[{"Id":"x","DocumentId":"a","DocumentTitle":"T","Content":"one"},
             {"Id":"y","DocumentId":"b","DocumentExcerpt":{"Text":"two"}}]}\
            """,
            List.of(chunk("a", "one", null), chunk("b", "two", null))),
        Arguments.of(
            "MongoDB Atlas, by the name of its operator",
            """
            [{"_id":"a","text":"one","vectorSearchScore":0.5},{"_id":"b","text":"two","searchScore":0.25}]\
            """,
            List.of(chunk("a", "one", 0.5), chunk("b", "two", 0.25))),
        Arguments.of(
            "Redis, LangChain's",
            """
            [{"id":"doc:a","content":"one","vector_score":"0.25"}]\
            """,
            List.of(chunk("doc:a", "one", 0.25))),
        Arguments.of(
            "Astra",
            """
            {"data":{"nextPageState":null,"documents":[{"_id":"a","text":"one","$similarity":0.5}]}}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "LanceDB",
            """
            [{"text":"one","vector":[0.5],"_distance":0.25},{"text":"two","_relevance_score":0.125}]\
            """,
            List.of(chunk(null, "one", 0.25), chunk(null, "two", 0.125))),
        Arguments.of(
            "LangChain",
            """
            [{"page_content":"one","metadata":{"page":3}},{"pageContent":"two","metadata":{}}]\
            """,
            List.of(
                new RetrievedChunk(null, "one", null, Map.of("page", 3)),
                chunk(null, "two", null))),
        Arguments.of(
            "Haystack",
            """
            {"documents":[{"id":"a","content":"one","score":0.5,"meta":{"page":3}}]}\
            """,
            List.of(new RetrievedChunk("a", "one", 0.5, Map.of("page", 3)))),
        Arguments.of(
            "Dify",
            """
            {"query":{"content":"q"},"records":[{"segment":{"id":"a","content":"one"},"score":0.5}]}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "RAGFlow",
            """
            {"code":0,"data":{"total":1,"chunks":[{"id":"a","content":"one","similarity":0.5}]}}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "Vectara",
            """
            {"summary":"s","search_results":[{"text":"one","score":0.5,"document_id":"a"}]}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "Neo4j",
            """
            [{"node":{"id":"a","text":"one"},"score":0.5}]\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "Discovery Engine, chunks",
            """
            {"results":[{"chunk":{"id":"a","content":"one","relevanceScore":0.5}}],"totalSize":1}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "Voyage, rerank",
            """
            {"object":"list","data":[{"index":1,"relevance_score":0.5,"document":"one"}],"model":"rerank-2"}\
            """,
            List.of(chunk("1", "one", 0.5))),
        Arguments.of(
            "SerpApi",
            """
            {"organic_results":[{"position":1,"title":"T","link":"http://a","snippet":"one"}]}\
            """,
            List.of(chunk("http://a", "one", null))),
        Arguments.of(
            "Elasticsearch, fields",
            """
            {"hits":{"hits":[{"_id":"a","_score":1.5,"fields":{"text":["one"],"page":[3]}}]}}\
            """,
            List.of(chunk("a", "one", 1.5))),
        Arguments.of(
            "Elasticsearch, multi search",
            """
            {"took":1,"responses":[{"hits":{"hits":[{"_id":"a","_score":1.5,"_source":{"text":"one"}}]}},
             {"hits":{"hits":[]}},{"hits":{"hits":[{"_id":"b","_score":1.0,"_source":{"text":"two"}}]}}]}\
            """,
            List.of(chunk("a", "one", 1.5), chunk("b", "two", 1.0))),
        Arguments.of(
            "OpenSearch, neural search",
            """
            {"hits":{"hits":[{"_id":"a","_score":1.5,"_source":{"passage_text":"one"}}]}}\
            """,
            List.of(chunk("a", "one", 1.5))),
        Arguments.of(
            "Qdrant, groups",
            """
            {"result":{"groups":[{"id":"g","hits":[{"id":1,"score":0.5,"payload":{"text":"one"}}]},
             {"id":"h","hits":[{"id":2,"score":0.25,"payload":{"text":"two"}}]}]}}\
            """,
            List.of(chunk("1", "one", 0.5), chunk("2", "two", 0.25))),
        Arguments.of(
            "Qdrant, batch",
            """
            {"result":[[{"id":1,"score":0.5,"payload":{"text":"one"}}],[{"id":2,"score":0.25,"payload":{"text":"two"}}]]}\
            """,
            List.of(chunk("1", "one", 0.5), chunk("2", "two", 0.25))),
        Arguments.of(
            "Typesense, groups",
            """
            {"grouped_hits":[{"group_key":["x"],"hits":[{"document":{"id":"a","text":"one"},
             "hybrid_search_info":{"rank_fusion_score":0.5}}]}]}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "Weaviate, sixth client",
            """
            {"objects":[{"uuid":"u","properties":{"text":"one"},"queryMetadata":{"score":0.5,"distance":0.25}},
             {"uuid":"v","properties":{"text":"two"},"queryMetadata":{"distance":0.25}}]}\
            """,
            List.of(chunk("u", "one", 0.5), chunk("v", "two", 0.25))),
        Arguments.of(
            "MongoDB Atlas, extended JSON",
            """
            [{"_id":{"$oid":"507f1f77bcf86cd799439011"},"text":"one","score":0.5},{"_id":{"$oid":"607f"},"text":"two","score":0.25}]\
            """,
            List.of(chunk("507f1f77bcf86cd799439011", "one", 0.5), chunk("607f", "two", 0.25))),
        Arguments.of(
            "OpenAI, vector stores with attributes",
            """
            {"object":"vector_store.search_results.page","data":[{"file_id":"f","score":0.5,"attributes":{"page":3},"content":[{"type":"text","text":"one"}]}]}\
            """,
            List.of(new RetrievedChunk("f", "one", 0.5, Map.of("page", 3)))),
        Arguments.of(
            "Cloudflare, Vectorize",
            """
            {"success":true,"result":{"count":1,"matches":[{"id":"a","score":0.5,"metadata":{"text":"one"}}]}}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "Cloudflare, AI Search",
            """
            {"success":true,"result":{"search_query":"q","data":[{"file_id":"f","score":0.5,"attributes":{"page":3},"content":[{"type":"text","text":"one"}]}]}}\
            """,
            List.of(new RetrievedChunk("f", "one", 0.5, Map.of("page", 3)))),
        Arguments.of(
            "Upstash",
            """
            {"result":[{"id":"a","score":0.5,"metadata":{"page":3},"data":"one"}]}\
            """,
            List.of(new RetrievedChunk("a", "one", 0.5, Map.of("page", 3)))),
        Arguments.of(
            "Amazon S3 Vectors",
            """
            {"vectors":[{"key":"a","distance":0.25,"metadata":{"text":"one","page":3}}],"distanceMetric":"cosine"}\
            """,
            List.of(new RetrievedChunk("a", "one", 0.25, Map.of("page", 3)))),
        Arguments.of(
            "Vertex AI, RAG Engine",
            """
            {"contexts":{"contexts":[{"sourceUri":"gs://b","sourceDisplayName":"b","text":"one","score":0.5}]}}\
            """,
            List.of(chunk("gs://b", "one", 0.5))),
        Arguments.of(
            "Discovery Engine, documents",
            """
            {"results":[{"id":"a","document":{"id":"a","derivedStructData":{"link":"gs://b","extractive_answers":[{"content":"one","pageNumber":"1"}]}}},
             {"id":"b","document":{"id":"b","structData":{"text":"two"}}}],"totalSize":2}\
            """,
            List.of(chunk("a", "one", null), chunk("b", "two", null))),
        Arguments.of(
            "Azure AI Search, agentic retrieval",
            """
            {"references":[{"type":"searchIndex","id":"0","docKey":"k","sourceData":{"content":"one"}}]}\
            """,
            List.of(chunk("0", "one", null))),
        Arguments.of(
            "Algolia",
            """
            {"hits":[{"objectID":"a","content":"one","_highlightResult":{}}],"nbHits":1}\
            """,
            List.of(chunk("a", "one", null))),
        Arguments.of(
            "Neo4j, nodes with properties",
            """
            [{"node":{"identity":1,"labels":["Chunk"],"properties":{"id":"a","text":"one"}},"score":0.5},
             {"node":{"properties":{"id":"b","text":"two"}},"score":0.25}]\
            """,
            List.of(chunk("a", "one", 0.5), chunk("b", "two", 0.25))),
        Arguments.of(
            "BigQuery",
            """
            [{"query":{"q":"x"},"base":{"id":1,"content":"one"},"distance":0.25},{"base":{"id":2,"content":"two"},"distance":0.5}]\
            """,
            List.of(chunk("1", "one", 0.25), chunk("2", "two", 0.5))),
        Arguments.of(
            "Oracle",
            """
            [{"ID":7,"TEXT":"one","DISTANCE":0.25},{"ID":8,"TEXT":"two","DISTANCE":0.5}]\
            """,
            List.of(chunk("7", "one", 0.25), chunk("8", "two", 0.5))),
        Arguments.of(
            "Astra, vectorize",
            """
            {"data":{"documents":[{"_id":"a","$vectorize":"one","$similarity":0.5}]}}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "LlamaCloud",
            """
            {"retrieval_nodes":[{"node":{"id_":"a","text":"one"},"score":0.5}]}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "Ragie",
            """
            {"scored_chunks":[{"text":"one","score":0.5,"id":"a","document_id":"d"}]}\
            """,
            List.of(chunk("a", "one", 0.5))),
        Arguments.of(
            "Mem0",
            """
            {"results":[{"id":"a","memory":"one","score":0.5,"metadata":{"page":3}}]}\
            """,
            List.of(new RetrievedChunk("a", "one", 0.5, Map.of("page", 3)))),
        Arguments.of(
            "Zep",
            """
            {"edges":[{"uuid":"u","fact":"one","score":0.5}]}\
            """,
            List.of(chunk("u", "one", 0.5))),
        Arguments.of(
            "DashScope, rerank",
            """
            {"output":{"results":[{"document":{"text":"one"},"index":3,"relevance_score":0.5}]},"usage":{"total_tokens":79},"request_id":"r"}\
            """,
            List.of(chunk("3", "one", 0.5))),
        Arguments.of(
            "NVIDIA, rerank",
            """
            {"rankings":[{"index":3,"logit":4.5},{"index":1,"logit":-2.0}]}\
            """,
            List.of(chunk("3", null, 4.5), chunk("1", null, -2.0))),
        Arguments.of(
            "Mixedbread, rerank",
            """
            {"model":"m","data":[{"index":3,"score":0.5,"input":"one","object":"rank_result"}],"object":"list"}\
            """,
            List.of(chunk("3", "one", 0.5))),
        Arguments.of(
            "watsonx, rerank",
            """
            {"model_id":"m","results":[{"index":3,"score":0.5,"input":{"text":"one"}}]}\
            """,
            List.of(chunk("3", "one", 0.5))),
        Arguments.of(
            "Serper",
            """
            {"searchParameters":{"q":"q"},"organic":[{"title":"T","link":"http://a","snippet":"one","position":1}]}\
            """,
            List.of(chunk("http://a", "one", null))),
        Arguments.of(
            "Bing",
            """
            {"_type":"SearchResponse","webPages":{"value":[{"id":"i","name":"T","url":"http://a","snippet":"one"}]}}\
            """,
            List.of(chunk("i", "one", null))),
        Arguments.of(
            "Google, custom search",
            """
            {"kind":"customsearch#search","items":[{"title":"T","link":"http://a","snippet":"one"}]}\
            """,
            List.of(chunk("http://a", "one", null))),
        Arguments.of(
            "Exa",
            """
            {"results":[{"id":"a","url":"http://a","title":"T","score":0.5,"highlights":["one","more"]}]}\
            """,
            List.of(chunk("a", "one\nmore", 0.5))),
        Arguments.of(
            "You.com",
            """
            {"hits":[{"url":"http://a","title":"T","description":"D","snippets":["one","more"]}]}\
            """,
            List.of(chunk("http://a", "one\nmore", null))),
        Arguments.of(
            "Firecrawl",
            """
            {"success":true,"data":[{"title":"T","url":"http://a","markdown":"one"}]}\
            """,
            List.of(chunk("http://a", "one", null))),
        Arguments.of(
            "Vespa, chunks",
            """
            {"root":{"children":[{"id":"id:x","relevance":0.5,"fields":{"chunks":["one","more"]}}]}}\
            """,
            List.of(chunk("id:x", "one\nmore", 0.5))),
        Arguments.of(
            "Bedrock, knowledge bases",
            """
            {"retrievalResults":[{"content":{"text":"one","type":"TEXT"},"score":0.5,
              "location":{"type":"S3"},"metadata":{"page":3}}]}\
            """,
            List.of(new RetrievedChunk(null, "one", 0.5, Map.of("page", 3)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void readsWhatAStoreAnswers(String store, String json, List<RetrievedChunk> documents)
      throws Exception {
    assertThat(extractors.extract(json).documents()).isEqualTo(documents);
    assertThat(extractors.extract(JSON.readTree(json)).documents()).isEqualTo(documents);
    Object plain = JSON.readValue(json, new TypeReference<Object>() {});
    assertThat(extractors.extract(plain).documents()).isEqualTo(documents);
    assertThat(extractors.extract(JsonParser.parseString(json)).documents())
        .extracting(RetrievedChunk::id, RetrievedChunk::content, RetrievedChunk::score)
        .isEqualTo(
            documents.stream()
                .map(
                    each ->
                        org.assertj.core.groups.Tuple.tuple(
                            each.id(), each.content(), each.score()))
                .toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void isInTheTableOfTheDocs(String store, String json, List<RetrievedChunk> documents)
      throws Exception {
    assertThat(Files.readString(Path.of("../docs/generations.md"))).contains("| " + store + " |");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"hits\":{\"total\":0,\"hits\":[]}}",
        "{\"hits\":3}",
        "{\"ids\":[],\"documents\":[]}",
        "{\"ids\":[[]],\"documents\":[[]]}",
        "{\"data\":{\"Get\":{}}}",
        "{\"data\":{\"Get\":{\"A\":null}}}",
        "{\"results\":[{\"index\":1}]}",
        "{\"data\":[{\"id\":1,\"distance\":5}]}",
        "{\"matches\":[null]}",
        "[{\"index\":0,\"score\":0.9,\"label\":\"spam\"}]",
        "{\"rows\":[{\"id\":1,\"name\":\"x\"}]}",
        "{\"root\":{\"id\":\"a\"}}",
        "{\"result\":\"none\"}",
        "{\"result\":[[{\"id\":1}],7]}",
        "{\"responses\":[{\"status\":404},\"x\"]}",
        "{\"items\":[{\"id\":1,\"name\":\"x\",\"memory\":\"16 GB\"}]}",
        "{\"id\":\"1\",\"event\":\"message\",\"data\":\"x\"}",
        "{\"rankings\":[{\"index\":0,\"team\":\"x\"}]}",
        "{\"edges\":[{\"from\":1,\"to\":2}]}"
      })
  void findsNoDocumentsWhereThereAreNone(String json) {
    assertThat(extractors.extract(json).documents()).isEmpty();
  }

  record Page(String id, String text) {}

  record Ranked<T>(T item, double score) {}

  record Part(UUID chunkId, String content, Map<String, Object> metadata) {}

  record Match(Part passage, float similarity) {}

  record Hit(Map<String, Object> source, double score) {}

  record Found(List<Ranked<Page>> results, long total) {}

  static Stream<Arguments> values() {
    Page page = new Page("a", "one");
    Part part = new Part(new UUID(1, 2), "one", Map.of("page", 3));
    return Stream.of(
        Arguments.of(List.of(new Ranked<>(page, 0.5)), chunk("a", "one", 0.5)),
        Arguments.of(new Found(List.of(new Ranked<>(page, 0.5)), 1), chunk("a", "one", 0.5)),
        Arguments.of(
            List.of(new Match(part, 0.5f)),
            new RetrievedChunk(
                "00000000-0000-0001-0000-000000000002", "one", 0.5, Map.of("page", 3))),
        Arguments.of(
            List.of(new Hit(Map.of("id", "a", "text", "one"), 0.5)), chunk("a", "one", 0.5)),
        Arguments.of(io.vavr.collection.List.of(new Ranked<>(page, 0.5)), chunk("a", "one", 0.5)),
        Arguments.of(
            List.of(
                org.bson.Document.parse(
                    "{'_id':{'$oid':'507f1f77bcf86cd799439011'},'text':'one','score':0.5}")),
            chunk("507f1f77bcf86cd799439011", "one", 0.5)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsWhatAnApplicationMakesOfAnAnswer(Object value, RetrievedChunk document) {
    assertThat(extractors.extract(value).documents()).containsExactly(document);
  }

  /** Jedis as far as documents go. */
  private static final String JEDIS =
      """
      package redis.clients.jedis.search;
      import java.util.Map;
      public class Document {
        public String getId() { return "doc:1"; }
        public Double getScore() { return null; }
        public Iterable<Map.Entry<String, Object>> getProperties() {
          return Map.<String, Object>of("content", "one", "vector_score", "0.25").entrySet();
        }
      }
      """;

  @Test
  void readsTheDocumentsOfJedis(@TempDir Path directory) throws Exception {
    String name = "redis.clients.jedis.search.Document";
    try (URLClassLoader loader = Compiled.load(directory, Map.of(name, JEDIS))) {
      Object document = loader.loadClass(name).getConstructor().newInstance();
      assertThat(extractors.extract(Map.of("documents", List.of(document))).documents())
          .containsExactly(chunk("doc:1", "one", 0.25));
    }
  }

  @Test
  void takesTextsForDocumentsWhereDocumentsAreFound() {
    List<RetrievedChunk> found = List.of(chunk(null, "one", null), chunk(null, "two", null));
    String[] texts = {"one", null, "two"};
    for (Object value : List.of(List.of("one", "two"), texts, Optional.of(List.of("one", "two")))) {
      assertThat(extractors.extract(value, SpanType.RETRIEVER).documents()).isEqualTo(found);
      assertThat(extractors.extract(value, SpanType.GENERATION).documents()).isEmpty();
    }
    assertThat(extractors.extract(List.of("one", 2), SpanType.RETRIEVER).documents()).isEmpty();
    assertThat(extractors.extract("one", SpanType.RETRIEVER).documents()).isEmpty();
  }

  @Test
  void countsTheDocumentsPastTheLimit() {
    StringBuilder hits = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String comma = i == 0 ? "" : ",";
      hits.append(comma).append("{\"_id\":\"").append(i).append("\",\"_score\":1}");
    }
    assertThat(extractors.extract("{\"hits\":{\"hits\":[" + hits + "]}}").documentsLeftOut())
        .isEqualTo(44);
    assertThat(extractors.extract("{\"hits\":{\"hits\":[" + hits + "]}}").documents()).hasSize(256);
  }
}
