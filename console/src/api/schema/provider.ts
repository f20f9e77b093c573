// Made from provider-service's OpenAPI document by scripts/types.js.

export interface paths {
    "/api/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    dialect?: string;
                    enabled?: string;
                    limit?: string;
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageProviderView"];
                    };
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        /** Create */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProviderRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Providers that are known by name
         * @description Named as preset of a provider, one gives its dialect, its base URL and what it takes.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PagePreset"];
                    };
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test Unsaved */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UnsavedProvider"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectivityResult"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["schemas"]["UUID"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProviderView"];
                    };
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Replace */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["schemas"]["UUID"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProviderRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProviderView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        /** Delete */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["schemas"]["UUID"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test Saved */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["schemas"]["UUID"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectivityResult"];
                    };
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageRouteView"];
                    };
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        /** Create */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RouteRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["schemas"]["UUID"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RouteView"];
                    };
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Replace */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["schemas"]["UUID"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RouteRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RouteView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        /** Delete */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["schemas"]["UUID"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Authorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Format: password */
        ApiKey: string;
        Candidate: {
            providerId?: components["schemas"]["UUID"];
            model?: string;
            /** Format: int32 */
            priority?: number;
            /** Format: int32 */
            weight?: number;
        };
        CandidateRequest: {
            providerId: components["schemas"]["UUID"];
            model: string;
            /** Format: int32 */
            priority?: number;
            /** Format: int32 */
            weight?: number;
        };
        CatalogModel: {
            name?: string;
            upstreamName?: string;
            inputPrice?: components["schemas"]["Money"];
            outputPrice?: components["schemas"]["Money"];
            cacheReadPrice?: components["schemas"]["Money"];
            cacheWritePrice?: components["schemas"]["Money"];
            cacheWriteHourPrice?: components["schemas"]["Money"];
            /** Format: int32 */
            contextWindow?: number;
            /** Format: int32 */
            maxOutputTokens?: number;
        };
        Compatibility: {
            streamOptions?: boolean;
            developerRole?: boolean;
            maxCompletionTokens?: boolean;
            responses?: boolean;
            reasoningContent?: boolean;
            jsonSchema?: boolean;
            sampling?: boolean;
            adaptiveThinking?: boolean;
        };
        /** @description Member by member; null = as the preset says, without one the default */
        CompatibilityChoice: {
            streamOptions?: boolean;
            developerRole?: boolean;
            maxCompletionTokens?: boolean;
            responses?: boolean;
            reasoningContent?: boolean;
            jsonSchema?: boolean;
            sampling?: boolean;
            adaptiveThinking?: boolean;
        };
        ConnectivityResult: {
            ok?: boolean;
            /** Format: int64 */
            latencyMs?: number;
            models?: string[];
            error?: components["schemas"]["Trouble"];
        };
        /** @enum {string} */
        Dialect: "OPENAI" | "ANTHROPIC" | "GEMINI" | "AZURE_OPENAI" | "BEDROCK";
        /**
         * Format: duration
         * @example P1D
         */
        Duration: string;
        Health: {
            status?: string;
        };
        /**
         * Format: date-time
         * @example 2022-03-10T16:15:50Z
         */
        Instant: string;
        ModelRequest: {
            name: string;
            upstreamName?: string;
            inputPrice?: components["schemas"]["Money"];
            outputPrice?: components["schemas"]["Money"];
            cacheReadPrice?: components["schemas"]["Money"];
            cacheWritePrice?: components["schemas"]["Money"];
            cacheWriteHourPrice?: components["schemas"]["Money"];
            /** Format: int32 */
            contextWindow?: number;
            /** Format: int32 */
            maxOutputTokens?: number;
        };
        /**
         * @description US dollars, a plain decimal
         * @example 0.15
         */
        Money: string;
        PagePreset: {
            items?: components["schemas"]["Preset"][];
            next?: string;
        };
        PageProviderView: {
            items?: components["schemas"]["ProviderView"][];
            next?: string;
        };
        PageRouteView: {
            items?: components["schemas"]["RouteView"][];
            next?: string;
        };
        Preset: {
            name?: string;
            displayName?: string;
            dialect?: components["schemas"]["Dialect"];
            /** Format: uri */
            baseUrl?: string;
            baseUrlHint?: string;
            keyVariable?: string;
            keyRequired?: boolean;
            /** Format: uri */
            docs?: string;
            compatibility?: components["schemas"]["Compatibility"];
        };
        ProviderRequest: {
            name: string;
            /** @description One of GET /api/v1/providers/presets */
            preset?: string;
            /** @description Needed without a preset */
            dialect?: components["schemas"]["Dialect"];
            /** @description Needed where the preset or the dialect has no usual one */
            baseUrl?: string;
            apiKey?: components["schemas"]["ApiKey"];
            enabled?: boolean;
            /** Format: int32 */
            priority?: number;
            /** Format: int32 */
            weight?: number;
            headers?: {
                [key: string]: string;
            };
            timeouts?: components["schemas"]["TimeoutsRequest"];
            models?: components["schemas"]["ModelRequest"][];
            compatibility?: components["schemas"]["CompatibilityChoice"];
            /** Format: int64 */
            version?: number;
        };
        ProviderView: {
            id?: components["schemas"]["UUID"];
            name?: string;
            dialect?: components["schemas"]["Dialect"];
            /** Format: uri */
            baseUrl?: string;
            hasApiKey?: boolean;
            apiKeyHint?: string;
            enabled?: boolean;
            /** Format: int32 */
            priority?: number;
            /** Format: int32 */
            weight?: number;
            headers?: {
                [key: string]: string;
            };
            timeouts?: components["schemas"]["Timeouts"];
            models?: components["schemas"]["CatalogModel"][];
            preset?: string;
            compatibility?: components["schemas"]["CompatibilityChoice"];
            effectiveCompatibility?: components["schemas"]["Compatibility"];
            shared?: boolean;
            ownerId?: components["schemas"]["UUID"];
            /** Format: int64 */
            version?: number;
            createdAt?: components["schemas"]["Instant"];
            updatedAt?: components["schemas"]["Instant"];
        };
        RouteRequest: {
            alias: string;
            enabled?: boolean;
            candidates: components["schemas"]["CandidateRequest"][];
            /** Format: int64 */
            version?: number;
        };
        RouteView: {
            id?: components["schemas"]["UUID"];
            alias?: string;
            enabled?: boolean;
            candidates?: components["schemas"]["Candidate"][];
            shared?: boolean;
            ownerId?: components["schemas"]["UUID"];
            /** Format: int64 */
            version?: number;
            createdAt?: components["schemas"]["Instant"];
            updatedAt?: components["schemas"]["Instant"];
        };
        Timeouts: {
            connect?: components["schemas"]["Duration"];
            firstByte?: components["schemas"]["Duration"];
            idle?: components["schemas"]["Duration"];
        };
        TimeoutsRequest: {
            connect?: components["schemas"]["Duration"];
            firstByte?: components["schemas"]["Duration"];
            idle?: components["schemas"]["Duration"];
        };
        Trouble: {
            code?: string;
            message?: string;
        };
        /** Format: uuid */
        UUID: string;
        UnsavedProvider: {
            id?: components["schemas"]["UUID"];
            preset?: string;
            dialect?: components["schemas"]["Dialect"];
            baseUrl?: string;
            apiKey?: components["schemas"]["ApiKey"];
            headers?: {
                [key: string]: string;
            };
            models?: components["schemas"]["ModelRequest"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
