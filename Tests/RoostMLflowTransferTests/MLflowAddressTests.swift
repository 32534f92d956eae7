import RoostEntities
import Testing

@testable import RoostMLflowTransfer

struct MLflowAddressTests {
    @Test func `a password in an address is taken out of it`() throws {
        let address = try MLflowAddress("https://ada:s%3Acret@mlflow.example.org/tracking/")
        #expect(address.text == "https://mlflow.example.org/tracking")
        // base64 of "ada:s:cret"
        #expect(address.credentials?.header == "Basic YWRhOnM6Y3JldA==")
    }

    @Test(arguments: ["mlflow.db", "ftp://host", "http://", "http://host?x=1", "http://host#x"])
    func `what is no address is refused without being repeated`(_ text: String) {
        #expect(throws: RoostError.self) { try MLflowAddress(text) }
    }

    @Test func `credentials are those of MLflow's client`() throws {
        let password = ["MLFLOW_TRACKING_USERNAME": "ada", "MLFLOW_TRACKING_PASSWORD": "x"]
        #expect(try MLflowCredentials(environment: password).header == "Basic YWRhOng=")
        #expect(try MLflowCredentials(environment: ["MLFLOW_TRACKING_TOKEN": "t"]).header == "Bearer t")
        #expect(try MLflowCredentials(environment: ["MLFLOW_TRACKING_TOKEN": ""]).header == nil)
    }

    @Test func `half of a password, or one beside a token, is refused`() {
        let half = ["MLFLOW_TRACKING_USERNAME": "ada"]
        let both = ["MLFLOW_TRACKING_USERNAME": "a", "MLFLOW_TRACKING_PASSWORD": "b", "MLFLOW_TRACKING_TOKEN": "t"]
        #expect(throws: RoostError.self) { try MLflowCredentials(environment: half) }
        #expect(throws: RoostError.self) { try MLflowCredentials(environment: both) }
    }
}
