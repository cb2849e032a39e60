use toxcore_wire::storage::{
    DataRetrieveRequest, DataRetrieveResponse, DataSearchRequest, DataSearchResponse, StoreContent, StoreRequest,
    StoreResponse,
};

pub(super) fn check(data: &[u8]) {
    super::dht::outside(data);
    super::exact(data, DataSearchRequest::parse(data));
    super::exact(data, DataSearchResponse::parse(data));
    super::exact(data, DataRetrieveRequest::parse(data));
    super::exact(data, DataRetrieveResponse::parse(data));
    super::exact(data, StoreContent::parse(data));
    super::exact(data, StoreResponse::parse(data));
    let mut copy = data.to_vec();
    if let Ok(request) = StoreRequest::parse(&mut copy) {
        let parts: [&[u8]; 4] =
            [request.data_key.as_bytes(), request.nonce.as_bytes(), request.sealed, request.id.as_bytes()];
        assert_eq!(parts.concat(), data);
    }
}
