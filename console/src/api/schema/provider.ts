// Made from provider-service's OpenAPI document by scripts/types.js.

export interface paths {
    "/api/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The default prices of well-known models
         * @description With `model`, those of that model: one, or none when it is not known. It is what a model without prices of its own gets in a provider of that preset, dialect and base URL; if nothing but `model` is said, what its maker charges. Without `model`, a list to search in.
         */
        get: operations["pricesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List */
        get: operations["providerList"];
        put?: never;
        /** Create */
        post: operations["providerCreate"];
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
        get: operations["presetList"];
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
        post: operations["connectivityTestUnsaved"];
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
        get: operations["providerRead"];
        /** Replace */
        put: operations["providerReplace"];
        post?: never;
        /** Delete */
        delete: operations["providerDelete"];
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
        post: operations["connectivityTestSaved"];
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
        get: operations["routeList"];
        put?: never;
        /** Create */
        post: operations["routeCreate"];
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
        get: operations["routeRead"];
        /** Replace */
        put: operations["routeReplace"];
        post?: never;
        /** Delete */
        delete: operations["routeDelete"];
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
        get: operations["healthHealth"];
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
            providerId: components["schemas"]["UUID"];
            model: string;
            /** Format: int32 */
            priority: number;
            /** Format: int32 */
            weight: number;
        };
        CandidateRequest: {
            providerId: components["schemas"]["UUID"];
            model: string;
            /** Format: int32 */
            priority?: number | null;
            /** Format: int32 */
            weight?: number | null;
        };
        CatalogModel: {
            outputPrice: components["schemas"]["Money"] | null;
            requestPrice: components["schemas"]["Money"] | null;
            reasoningPrice: components["schemas"]["Money"] | null;
            tiers: components["schemas"]["PriceTier"][];
            cacheWritePrice: components["schemas"]["Money"] | null;
            cacheWriteHourPrice: components["schemas"]["Money"] | null;
            inputPrice: components["schemas"]["Money"] | null;
            cacheReadPrice: components["schemas"]["Money"] | null;
            name: string;
            upstreamName: string;
            priceSource: components["schemas"]["PriceSource"];
            /** Format: int32 */
            contextWindow: number | null;
            /** Format: int32 */
            maxOutputTokens: number | null;
        };
        Compatibility: {
            streamOptions: boolean;
            developerRole: boolean;
            maxCompletionTokens: boolean;
            responses: boolean;
            reasoningContent: boolean;
            jsonSchema: boolean;
            sampling: boolean;
            adaptiveThinking: boolean;
        };
        /** @description Member by member; null = as the preset says, without one the default */
        CompatibilityChoice: {
            streamOptions?: boolean | null;
            developerRole?: boolean | null;
            maxCompletionTokens?: boolean | null;
            responses?: boolean | null;
            reasoningContent?: boolean | null;
            jsonSchema?: boolean | null;
            sampling?: boolean | null;
            adaptiveThinking?: boolean | null;
        };
        ConnectivityResult: {
            ok: boolean;
            /** Format: int64 */
            latencyMs: number;
            models: string[];
            error: components["schemas"]["Trouble"] | null;
        };
        DefaultPrice: {
            outputPrice: components["schemas"]["Money"] | null;
            requestPrice: components["schemas"]["Money"] | null;
            reasoningPrice: components["schemas"]["Money"] | null;
            tiers: components["schemas"]["PriceTier"][];
            cacheWritePrice: components["schemas"]["Money"] | null;
            cacheWriteHourPrice: components["schemas"]["Money"] | null;
            inputPrice: components["schemas"]["Money"] | null;
            cacheReadPrice: components["schemas"]["Money"] | null;
            provider: string;
            providerName: string;
            model: string;
            name: string;
            /** Format: int32 */
            contextWindow: number | null;
            asOf: components["schemas"]["LocalDate"];
        };
        /** @enum {string} */
        Dialect: "OPENAI" | "ANTHROPIC" | "GEMINI" | "AZURE_OPENAI" | "BEDROCK";
        /**
         * Format: duration
         * @example P1D
         */
        Duration: string;
        FieldError: {
            field: string;
            message: string;
        };
        Health: {
            status: string;
        };
        /**
         * Format: date-time
         * @example 2022-03-10T16:15:50Z
         */
        Instant: string;
        /**
         * Format: date
         * @example 2022-03-10
         */
        LocalDate: string;
        ModelRequest: {
            name: string;
            upstreamName?: string | null;
            inputPrice?: components["schemas"]["Money"] | null;
            outputPrice?: components["schemas"]["Money"] | null;
            cacheReadPrice?: components["schemas"]["Money"] | null;
            cacheWritePrice?: components["schemas"]["Money"] | null;
            cacheWriteHourPrice?: components["schemas"]["Money"] | null;
            reasoningPrice?: components["schemas"]["Money"] | null;
            requestPrice?: components["schemas"]["Money"] | null;
            /** @description Prices of long contexts, by rising threshold; at most 8 */
            tiers?: components["schemas"]["PriceTier"][] | null;
            priceSource?: components["schemas"]["PriceSource"] | null;
            /** Format: int32 */
            contextWindow?: number | null;
            /** Format: int32 */
            maxOutputTokens?: number | null;
        };
        /**
         * @description US dollars, a plain decimal
         * @example 0.15
         */
        Money: string;
        PageDefaultPrice: {
            items: components["schemas"]["DefaultPrice"][];
            next: string | null;
        };
        PagePreset: {
            items: components["schemas"]["Preset"][];
            next: string | null;
        };
        PageProviderView: {
            items: components["schemas"]["ProviderView"][];
            next: string | null;
        };
        PageRouteView: {
            items: components["schemas"]["RouteView"][];
            next: string | null;
        };
        Preset: {
            name: string;
            displayName: string;
            dialect: components["schemas"]["Dialect"];
            /** Format: uri */
            baseUrl: string | null;
            baseUrlHint: string | null;
            keyVariable: string | null;
            keyRequired: boolean;
            /** Format: uri */
            docs: string;
            compatibility: components["schemas"]["Compatibility"];
        };
        /** @enum {string} */
        PriceSource: "DEFAULT" | "OWN";
        PriceTier: {
            /** Format: int64 */
            aboveInputTokens?: number | null;
            inputPrice?: components["schemas"]["Money"] | null;
            outputPrice?: components["schemas"]["Money"] | null;
            cacheReadPrice?: components["schemas"]["Money"] | null;
            cacheWritePrice?: components["schemas"]["Money"] | null;
            cacheWriteHourPrice?: components["schemas"]["Money"] | null;
            reasoningPrice?: components["schemas"]["Money"] | null;
        };
        ProblemBody: {
            /** Format: uri */
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            detail: string;
            errors?: components["schemas"]["FieldError"][];
        };
        ProviderRequest: {
            name: string;
            /** @description One of GET /api/v1/providers/presets */
            preset?: string | null;
            dialect?: components["schemas"]["Dialect"] | null;
            /** @description Needed where the preset or the dialect has no usual one */
            baseUrl?: string | null;
            apiKey?: components["schemas"]["ApiKey"] | null;
            enabled?: boolean | null;
            /** Format: int32 */
            priority?: number | null;
            /** Format: int32 */
            weight?: number | null;
            headers?: {
                [key: string]: string;
            } | null;
            timeouts?: components["schemas"]["TimeoutsRequest"] | null;
            models?: components["schemas"]["ModelRequest"][] | null;
            compatibility?: components["schemas"]["CompatibilityChoice"] | null;
            /** Format: int64 */
            version?: number | null;
        };
        ProviderView: {
            id: components["schemas"]["UUID"];
            name: string;
            dialect: components["schemas"]["Dialect"];
            /** Format: uri */
            baseUrl: string;
            hasApiKey: boolean;
            apiKeyHint: string | null;
            enabled: boolean;
            /** Format: int32 */
            priority: number;
            /** Format: int32 */
            weight: number;
            headers: {
                [key: string]: string;
            };
            timeouts: components["schemas"]["Timeouts"];
            models: components["schemas"]["CatalogModel"][];
            preset: string | null;
            compatibility: components["schemas"]["CompatibilityChoice"];
            effectiveCompatibility: components["schemas"]["Compatibility"];
            shared: boolean;
            ownerId: components["schemas"]["UUID"] | null;
            /** Format: int64 */
            version: number;
            createdAt: components["schemas"]["Instant"];
            updatedAt: components["schemas"]["Instant"];
        };
        RouteRequest: {
            alias: string;
            enabled?: boolean | null;
            candidates: components["schemas"]["CandidateRequest"][];
            /** Format: int64 */
            version?: number | null;
        };
        RouteView: {
            id: components["schemas"]["UUID"];
            alias: string;
            enabled: boolean;
            candidates: components["schemas"]["Candidate"][];
            shared: boolean;
            ownerId: components["schemas"]["UUID"] | null;
            /** Format: int64 */
            version: number;
            createdAt: components["schemas"]["Instant"];
            updatedAt: components["schemas"]["Instant"];
        };
        Timeouts: {
            connect: components["schemas"]["Duration"];
            firstByte: components["schemas"]["Duration"];
            idle: components["schemas"]["Duration"];
        };
        TimeoutsRequest: {
            connect?: components["schemas"]["Duration"] | null;
            firstByte?: components["schemas"]["Duration"] | null;
            idle?: components["schemas"]["Duration"] | null;
        };
        Trouble: {
            code: string;
            message: string;
        };
        /** Format: uuid */
        UUID: string;
        UnsavedProvider: {
            id?: components["schemas"]["UUID"] | null;
            preset?: string | null;
            dialect?: components["schemas"]["Dialect"] | null;
            baseUrl?: string | null;
            apiKey?: components["schemas"]["ApiKey"] | null;
            headers?: {
                [key: string]: string;
            } | null;
            models?: components["schemas"]["ModelRequest"][] | null;
        };
    };
    responses: {
        /** @description Refused; its `detail` says why */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    pricesList: {
        parameters: {
            query?: {
                baseUrl?: string;
                cursor?: string;
                dialect?: string;
                limit?: string;
                /** @description As the provider calls it. */
                model?: string;
                /** @description A preset, or who bills: `openai`, `aws`. */
                provider?: string;
                /** @description Words in the name of model or provider. */
                query?: string;
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
                    "application/json": components["schemas"]["PageDefaultPrice"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    providerList: {
        parameters: {
            query?: {
                cursor?: string;
                dialect?: components["schemas"]["Dialect"];
                enabled?: boolean;
                limit?: number;
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
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    providerCreate: {
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
                content: {
                    "application/json": components["schemas"]["ProviderView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    presetList: {
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
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    connectivityTestUnsaved: {
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
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    providerRead: {
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
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    providerReplace: {
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
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    providerDelete: {
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
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    connectivityTestSaved: {
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
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    routeList: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
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
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    routeCreate: {
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
                content: {
                    "application/json": components["schemas"]["RouteView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    routeRead: {
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
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    routeReplace: {
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
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    routeDelete: {
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
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    healthHealth: {
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
            default: components["responses"]["Problem"];
        };
    };
}
