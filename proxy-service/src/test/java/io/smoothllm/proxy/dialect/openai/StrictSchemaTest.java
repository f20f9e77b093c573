package io.smoothllm.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictSchemaTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'object','properties':{},'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'string','description':'d','pattern':'x'}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':['string','null']}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'enum':[1,2]},'b':{'const':1}},'required':['b','a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'anyOf':[{'type':'string','format':'date'},{'$ref':'#/$defs/x'}]}},'required':['a'],'additionalProperties':false,'$defs':{'x':{'type':'object','properties':{},'additionalProperties':false}}}",
                "{'type':'object','properties':{'type':{'type':'array','items':{'type':'integer','minimum':0},'minItems':1}},'required':['type'],'additionalProperties':false}",
            })
    void closedSchemasQualify(String schema) {
        assertThat(StrictSchema.qualifies(RequestFixture.json(schema))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "{'type':'array','items':{'type':'string'}}",
                "{'type':'object','properties':{}}",
                "{'type':'object','properties':{},'additionalProperties':true}",
                "{'type':'object','properties':{},'additionalProperties':{'type':'string'}}",
                "{'type':'object','properties':{'a':{'type':'string'}},'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['b'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':true},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'string','minLength':1}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'string','format':'uri'}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'array'}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'array','items':{'type':'object','properties':{}}}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'oneOf':[{'type':'string'}]}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','anyOf':[{'type':'object'}],'properties':{},'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'$ref':'#/$defs/x'}},'required':['a'],'additionalProperties':false,'$defs':{'x':{'type':'object'}}}",
            })
    void othersDoNot(String schema) {
        assertThat(StrictSchema.qualifies(RequestFixture.json(schema))).isFalse();
    }
}
